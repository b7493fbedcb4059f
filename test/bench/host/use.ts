/** Copying a fresh token, and two hours of use in a few seconds, in the real extension. */
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { commands } from '../../../src/contributions.ts';
import { messagesDuring } from '../../host/notifications.ts';
import { signInAtDemo } from '../../host/signInAtDemo.ts';
import { race } from '../measure.ts';
import { heapUsed } from './memory.ts';

export interface Use {
  /** Milliseconds from the command to the token in the clipboard. */
  readonly copy: number;
  /** Milliseconds for the bare call. */
  readonly clipboard: number;
  /** Bytes of heap, and what the process holds open, before and after the use. */
  readonly before: Holding;
  readonly after: Holding;
  readonly copies: number;
}

interface Holding {
  readonly heap: number;
  readonly timers: number;
  readonly resources: number;
  readonly listeners: number;
}

/** One copy in 30 seconds and a refresh in five minutes, for two hours. */
const copies = 240;
const copiesBetweenRefreshes = 10;
/** Milliseconds after which no message of a copy is in the status bar any longer. */
const rest = 6000;

export async function use(): Promise<Use> {
  await signInAtDemo();
  const target = { profile: 'demo', api: 'orders' };
  const copy = (): Thenable<unknown> => vscode.commands.executeCommand(commands.copyAccessToken, target);
  await copy();
  const token = await vscode.env.clipboard.readText();
  if (!token.startsWith('eyJ')) throw new Error('No token was copied.');
  const took = await race({ copy, clipboard: () => vscode.env.clipboard.writeText(token) }, 100);

  const work = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      if (time % copiesBetweenRefreshes === 0) await vscode.commands.executeCommand(commands.refresh, target);
      await copy();
    }
  };
  let before: Holding | undefined;
  let after: Holding | undefined;
  const messages = await messagesDuring(async () => {
    await work(copies);
    await delay(rest);
    before = holding();
    await work(copies);
    await delay(rest);
    after = holding();
  });
  if (before === undefined || after === undefined) throw new Error(messages.join(' '));
  return { copy: took.copy, clipboard: took.clipboard, before, after, copies };
}

function holding(): Holding {
  const resources = process.getActiveResourcesInfo();
  return {
    heap: heapUsed(),
    timers: resources.filter((name) => name === 'Timeout').length,
    resources: resources.length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  };
}
