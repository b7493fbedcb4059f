/**
 * VS Code's log files without native code: takes the place of `@vscode/spdlog` in a VS Code that was installed without a
 * compiler. Where that module cannot be loaded there are no log files, and old versions never end a test run.
 */
'use strict';
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const names = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  #file;
  #level = 2;
  #bare = false;

  constructor(_type, _name, file) {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
    this.#file = file;
  }

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  clearFormatters() {
    this.#bare = true;
  }

  write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      appendFileSync(this.#file, this.#bare ? message : `${time} [${names[level]}] ${message}\n`);
    } catch {
      // The folder was removed while VS Code ends.
    }
  }

  setPattern() {}
  flush() {}
  drop() {}
}

for (const [level, name] of names.entries()) {
  Logger.prototype[name] = function (message) {
    this.write(level, message);
  };
}

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
