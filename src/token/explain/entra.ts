import { entraCode, entraError } from '../refusal/entra.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import type { Complaint } from './explanation.ts';

/** One error of Entra ID's token service. */
export interface EntraError {
  readonly code: string;
  readonly complaint: Complaint;
  readonly meaning: Text;
}

/** The first error of Entra ID that a text names. */
export function findEntraError(text: string): EntraError | undefined {
  const code = entraCode(text);
  if (code === undefined) return undefined;
  const { complaint, meaning } = entraError(code) ?? { complaint: 'unknown', meaning: unlisted };
  return { code: `AADSTS${code}`, complaint, meaning };
}

const unlisted = text(
  'This error of Entra ID is not in the inspector’s list: the page login.microsoftonline.com/error explains it.',
);
