// The rooms of the house and who may import whom. Data flows one way: profile → oauth → session → view → command.
const room = (name) => `^src/${name}/`;

/** `name` may import the rooms in `allowed` and itself, nothing else from src. */
const only = (name, allowed, files = []) => ({
  name: `${name}-imports-${allowed.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: room(name) },
  to: { path: '^src/', pathNot: [room(name), ...allowed.map(room), ...files].join('|') },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    only('token', []),
    { name: 'token-is-pure', severity: 'error', from: { path: room('token') }, to: { dependencyTypes: ['core'] } },
    {
      name: 'vscode-only-where-people-are',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '^src/(extension|frontDoor|groundFloor|app|contributions)\\.ts$|^src/(view|command|integration|profile|web)/|^src/session/secretStorage\\.ts$',
      },
      to: { path: '^vscode$' },
    },
    {
      name: 'no-vscode-through-the-back-door',
      severity: 'error',
      from: { path: '^src/(token|oauth|demo)/' },
      to: { path: '^vscode$', reachable: true },
    },
    only('profile', ['token']),
    only('oauth', ['profile', 'token']),
    only('session', ['profile', 'oauth', 'token']),
    only('view', ['profile', 'oauth', 'session', 'token'], ['^src/contributions\\.ts$']),
    only(
      'command',
      ['profile', 'oauth', 'session', 'token', 'view'],
      ['^src/contributions\\.ts$', '^src/demo/server\\.ts$'],
    ),
    only('integration', ['profile', 'oauth', 'session', 'token', 'view', 'command'], ['^src/contributions\\.ts$']),
    only(
      'web',
      ['profile', 'oauth', 'session', 'token', 'view', 'command', 'integration'],
      ['^src/(contributions|frontDoor)\\.ts$'],
    ),
    only('demo', ['profile', 'token']),
    {
      name: 'nobody-imports-the-front-door',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app\\.ts$' },
      to: { path: '^src/(extension|app|commandTable)\\.ts$', pathNot: '^src/app\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts'] },
  },
};
