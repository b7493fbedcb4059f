/** Every id that package.json declares. `test/unit/contributions.test.ts` holds the two together. */

export const extensionId = 'token-inspector.token-inspector';

export const commands = {
  signIn: 'tokenInspector.signIn',
  signInAsOther: 'tokenInspector.signInAsOther',
  signInWith: 'tokenInspector.signInWith',
  pasteAddress: 'tokenInspector.pasteAddress',
  copySignInAddress: 'tokenInspector.copySignInAddress',
  signOut: 'tokenInspector.signOut',
  copyAccessToken: 'tokenInspector.copyAccessToken',
  copyIdToken: 'tokenInspector.copyIdToken',
  copyDpopProof: 'tokenInspector.copyDpopProof',
  copyAs: 'tokenInspector.copyAs',
  writeEnvironmentFile: 'tokenInspector.writeEnvironmentFile',
  openTerminal: 'tokenInspector.openTerminal',
  useInAnotherShell: 'tokenInspector.useInAnotherShell',
  stopOtherShells: 'tokenInspector.stopOtherShells',
  refresh: 'tokenInspector.refresh',
  addProfile: 'tokenInspector.addProfile',
  addApi: 'tokenInspector.addApi',
  editProfiles: 'tokenInspector.editProfiles',
  tryDemo: 'tokenInspector.tryDemo',
  getStarted: 'tokenInspector.getStarted',
  apiInUse: 'tokenInspector.apiInUse',
  getAccessToken: 'tokenInspector.getAccessToken',
  showLog: 'tokenInspector.showLog',
  copyValue: 'tokenInspector.copyValue',
  inspectToken: 'tokenInspector.inspectToken',
  openDecoded: 'tokenInspector.openDecoded',
  compareTokens: 'tokenInspector.compareTokens',
  checkSignature: 'tokenInspector.checkSignature',
  askServer: 'tokenInspector.askServer',
  makeTestToken: 'tokenInspector.makeTestToken',
  signTestToken: 'tokenInspector.signTestToken',
  changeTestToken: 'tokenInspector.changeTestToken',
  copyTestKey: 'tokenInspector.copyTestKey',
  explainError: 'tokenInspector.explainError',
  explainDemo: 'tokenInspector.explainDemo',
  explainSelection: 'tokenInspector.explainSelection',
  goOn: 'tokenInspector.goOn',
  readMore: 'tokenInspector.readMore',
  removeInspected: 'tokenInspector.removeInspected',
  clearInspected: 'tokenInspector.clearInspected',
  mendStore: 'tokenInspector.mendStore',
  forgetSession: 'tokenInspector.forgetSession',
  forgetSessions: 'tokenInspector.forgetSessions',
} as const;

export type CommandId = (typeof commands)[keyof typeof commands];

export const views = { container: 'tokenInspector', tokens: 'tokenInspector.tokens' } as const;

/** Of the terminals whose environment has a token. */
export const terminalProfile = 'tokenInspector.terminal';

/** Of the read-only documents with what a token says. */
export const decodedScheme = 'token-inspector';

/** The first steps, as VS Code shows them. */
export const walkthrough = 'tokenInspector.start';

/** Of the status bar item. */
export const statusItem = 'tokenInspector.apiInUse';

/** In the memory of a workspace: which API's token was last copied or handed out. No secret. */
export const lastUsedKey = 'apiInUse';

/** Context keys that `when` clauses and the walkthrough's steps ask for. */
export const contextKeys = {
  empty: 'tokenInspector.empty',
  waiting: 'tokenInspector.waiting',
  signedIn: 'tokenInspector.signedIn',
  lookedInside: 'tokenInspector.lookedInside',
  inUse: 'tokenInspector.inUse',
  ownServer: 'tokenInspector.ownServer',
  /** While the demo provider runs in this window. */
  demo: 'tokenInspector.demo',
  explained: 'tokenInspector.explained',
  /** Whether shells that this window did not open may ask it for tokens. */
  otherShells: 'tokenInspector.otherShells',
  /** In a browser alone, where nobody can sign in. */
  web: 'tokenInspector.web',
} as const;

export const settings = {
  section: 'tokenInspector',
  profiles: 'profiles',
  minimumLifetime: 'minimumLifetime',
  signInTimeout: 'signInTimeout',
  clearClipboardAfter: 'clearClipboardAfter',
} as const;

/** What other extensions pass to `vscode.authentication.getSession`. */
export const authenticationProvider = { id: 'token-inspector', label: 'Token Inspector' } as const;

/** Of language models. */
export const tools = { explain: 'token_inspector_explain', accounts: 'token_inspector_accounts' } as const;
