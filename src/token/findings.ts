import { gather } from './facts.ts';
import type { Finding } from './finding.ts';
import type { FindingInput } from './findingInput.ts';
import type { Rule, RuleArgs } from './rule.ts';
import { audienceRules } from './rules/audience.ts';
import { bindingRules } from './rules/binding.ts';
import { identityRules } from './rules/identity.ts';
import { kindRules } from './rules/kind.ts';
import { providerRules } from './rules/provider.ts';
import { refreshRules } from './rules/refresh.ts';
import { scopeRules } from './rules/scope.ts';
import { shapeRules } from './rules/shape.ts';
import { signatureRules } from './rules/signature.ts';
import { timeRules } from './rules/time.ts';
import type { Text } from './text.ts';

/** Every rule, by family. Within one severity this is also the order of the findings. */
export const ruleCatalogue: readonly Rule[] = [
  ...shapeRules,
  ...kindRules,
  ...signatureRules,
  ...identityRules,
  ...timeRules,
  ...audienceRules,
  ...scopeRules,
  ...refreshRules,
  ...bindingRules,
  ...providerRules,
];

const order = { error: 0, warning: 1, info: 2 } as const;

/** What there is to notice about a token, the gravest first. Data in, findings out: nothing is asked of a server or a clock. */
export function findings(input: FindingInput): readonly Finding[] {
  const facts = gather(input);
  const noticed: Finding[] = [];
  for (const rule of ruleCatalogue) {
    const args = rule.check(facts);
    if (args !== undefined) noticed.push(toFinding(rule, args));
  }
  return noticed.sort((one, other) => order[one.severity] - order[other.severity]);
}

function toFinding({ code, severity, title, meaning, advice, action, source }: Rule, args: RuleArgs): Finding {
  const fill = (sentence: Text): Text => (Object.keys(args).length === 0 ? sentence : { ...sentence, args });
  return {
    code,
    severity,
    title: fill(title),
    meaning: fill(meaning),
    advice: fill(advice),
    ...(action !== undefined && { action }),
    source,
  };
}
