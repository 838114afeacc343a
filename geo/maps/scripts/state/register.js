/**
 * One clock, one register a field: what a reader sees, and whose change of it counts.
 *
 * Every field (time, base, filters, …) has a value and a version: a number that grows with each
 * change (a Lamport clock) and the name of who made it. The greater version wins, field by field; an
 * echo changes nothing. `ui/register.py` is the same for the page, and docs/architecture.md has the
 * protocol as a table. Nothing else counts messages.
 *
 * @typedef {Record<string, string[]>} Value The field's part of an address: {date: ['2005-06-01']}.
 * @typedef {[value: Value, n: number, who: string]} Entry
 * @typedef {Record<string, Entry>} Fields
 * @typedef {{page: string, fields: Fields}} Answer What the page says to its maps and side bar.
 * @typedef {{page: string | null, fields: Fields, before: string[]}} Message What one of them says to
 *   the page: which page it knows, what it changed, and which of that before it knew this page.
 */

const FIRST_WAIT_MS = 8_000;
const LONGEST_WAIT_MS = 120_000;
// An answer that lacks what was said longer ago than this was made without it.
const SURELY_LOST_MS = 1_500;
// A page that is opened has answered by then.
const OPENING_MS = 3_000;

/**
 * Return whether one entry has a greater version than another, or there is no other.
 *
 * @param {Entry} one
 * @param {Entry | undefined} other
 */
export function isNewer(one, other) {
  if (!other) return true;
  return one[1] === other[1] ? one[2] > other[2] : one[1] > other[1];
}

/**
 * Return whether two values say the same, in whatever order their keys are.
 *
 * @param {Value | undefined} one
 * @param {Value | undefined} other
 */
export function isSame(one, other) {
  /** @param {Value | undefined} value */
  const sorted = (value) => value && Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/**
 * Return a unique name.
 *
 * @param {string} kind
 */
export function newName(kind) {
  return `${kind}:${Math.random().toString(36).slice(2, 10)}`;
}

/** A map or a side bar: what it shows, what the page still has to hear, what a hand holds. */
export class Party {
  /**
   * @param {string} who
   * @param {string[]} quiet Fields that are no reason to speak; they go along with the others.
   */
  constructor(who, quiet = []) {
    this.who = who;
    this.quiet = new Set(quiet);
    /** @type {Fields} */
    this.fields = {};
    this.clock = 0;
    /** @type {string | null} */
    this.page = null;
    /** @type {Set<string>} */
    this.owed = new Set();
    /** @type {Set<string>} */
    this.before = new Set();
    /** @type {Record<string, Value | undefined>} What is shown where a hand has pressed. */
    this.held = {};
    /** @type {Record<string, Value>} Shown already, not settled yet. */
    this.moving = {};
    /** @type {Set<string>} Fields that changed while a hand was on them. */
    this.waiting = new Set();
  }

  /**
   * Return what is to be shown of a field.
   *
   * @param {string} name
   */
  value(name) {
    if (name in this.moving) return this.moving[name];
    return name in this.held ? this.held[name] : this.fields[name]?.[0];
  }

  /**
   * Note that a hand is on a field: what others say of it waits.
   *
   * @param {string} name
   */
  hold(name) {
    this.held[name] = this.value(name);
  }

  /**
   * Return the fields to show now that the hand has let go.
   *
   * @param {string} name
   */
  letGo(name) {
    delete this.held[name];
    if (name in this.moving || !this.waiting.delete(name)) return [];
    return [name];
  }

  /**
   * Note what a hand shows; it counts once it has settled.
   *
   * @param {string} name
   * @param {Value} value
   */
  move(name, value) {
    this.moving[name] = value;
  }

  /** Return the number of the next change: greater than that of any change heard of. */
  next() {
    return this.clock + 1;
  }

  /**
   * Make a change of what has moved. What it came back to is none.
   *
   * @param {string[]} names Without them, of all that has moved.
   */
  settle(names = Object.keys(this.moving)) {
    const moved = Object.entries(this.moving).filter(([name]) => names.includes(name));
    const changed = moved.filter(([name, value]) => !isSame(value, this.fields[name]?.[0]));
    const n = this.next();
    changed.forEach(([name, value]) => {
      this.fields[name] = [value, n, this.who];
      this.clock = n;
      this.owed.add(name);
      this.before.delete(name);
    });
    moved.forEach(([name]) => {
      this.waiting.delete(name);
      delete this.moving[name];
    });
  }

  /**
   * Change one field at once; what else moves is still in a hand.
   *
   * @param {string} name
   * @param {Value} value
   */
  change(name, value) {
    this.move(name, value);
    this.settle([name]);
  }

  /**
   * Take over what the page says, and return the fields to show.
   *
   * @param {Answer} answer
   */
  hearPage({ page, fields }) {
    const heard = Object.entries(fields);
    /** @param {[string, Entry]} said */
    const lacks = ([name, entry]) =>
      Boolean(this.fields[name]) && isNewer(this.fields[name], entry);
    if (this.page !== null && this.page !== page) {
      // A server that was restarted knows the address, but no change that came after it. What was
      // read from an older address counts for nothing.
      heard.filter(([name]) => this.fields[name]?.[1] === 0).forEach(([name]) => {
        delete this.fields[name];
      });
      heard.filter(lacks).forEach(([name]) => {
        this.owed.add(name);
        this.before.add(name);
      });
    }
    this.page = page;
    const shown = this.hearPeer(fields);
    heard.filter((said) => !lacks(said)).forEach(([name]) => {
      this.owed.delete(name);
      this.before.delete(name);
    });
    return shown;
  }

  /**
   * Take over what another map or side bar says, and return the fields to show.
   *
   * @param {Fields} fields
   */
  hearPeer(fields) {
    const newer = Object.entries(fields).filter(([name, entry]) =>
      isNewer(entry, this.fields[name])
    );
    newer.forEach(([name, entry]) => {
      this.fields[name] = entry;
      this.clock = Math.max(this.clock, entry[1]);
    });
    const names = newer.map(([name]) => name);
    const taken = names.filter((name) => name in this.held || name in this.moving);
    taken.forEach((name) => this.waiting.add(name));
    return names.filter((name) => !taken.includes(name));
  }

  /**
   * Take over what a map owed that has gone, and owe it instead.
   *
   * @param {Fields} fields
   */
  inherit(fields) {
    this.hearPeer(fields);
    Object.keys(fields).forEach((name) => {
      if (!isNewer(this.fields[name], fields[name])) this.owed.add(name);
    });
  }

  /** Return whether there is a reason to speak to the page. */
  owes() {
    return [...this.owed].some((name) => !this.quiet.has(name));
  }

  /**
   * Return what the page has still to hear.
   *
   * @returns {Message}
   */
  message() {
    const names = [...this.owed];
    return {
      page: this.page,
      fields: Object.fromEntries(names.map((name) => [name, this.fields[name]])),
      before: [...this.before],
    };
  }
}

/**
 * The line from a party to the page: what is owed is said, and said again until the page has it.
 */
export class Line {
  /**
   * @param {Party} party
   * @param {(message: Message & {serial: number}) => void} say
   */
  constructor(party, say) {
    this.party = party;
    this.say = say;
    // Streamlit drops a value that equals the one before it.
    this.serial = 0;
    this.saidAt = 0;
    this.wait = FIRST_WAIT_MS;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} Runs while another page is being opened. */
    this.opening = undefined;
    // Whether the page was to be made to answer meanwhile.
    this.isGreetingDue = false;
  }

  /** Return whether something was said that the page has not answered yet. */
  isWaiting() {
    return this.timer !== undefined;
  }

  /** Say what is owed, if that is a reason to speak. */
  speak() {
    this.wait = FIRST_WAIT_MS;
    if (this.opening === undefined) this.sayWhatIsOwed();
  }

  /** Have the page answer. Where something was said that it has not answered yet, it will. */
  greet() {
    if (this.isWaiting()) return;
    if (this.opening !== undefined) this.isGreetingDue = true;
    else if (this.party.owes()) this.speak();
    else this.sayAll();
  }

  /** The page has been connected again: what was said or answered meanwhile may be lost. */
  greetAgain() {
    this.stop();
    this.greet();
  }

  sayAll() {
    this.serial += 1;
    this.say({ serial: this.serial, ...this.party.message() });
  }

  sayWhatIsOwed() {
    this.stop();
    if (!this.party.owes()) return;
    this.saidAt = performance.now();
    this.sayAll();
    this.timer = setTimeout(() => this.sayWhatIsOwed(), this.wait);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT_MS);
  }

  /**
   * Hear an answer of the page, and return the fields to show.
   *
   * @param {Answer} answer
   */
  hear(answer) {
    const isOther = this.party.page !== null && this.party.page !== answer.page;
    const shown = this.party.hearPage(answer);
    const isLost = this.isWaiting() && performance.now() - this.saidAt > SURELY_LOST_MS;
    const wasSilent = this.opening !== undefined;
    this.endSilence();
    if (!this.party.owes()) this.stop();
    else if (isOther || isLost || wasSilent) this.speak();
    return shown;
  }

  /**
   * Be silent while another page is being opened: Streamlit would take what is said now as a wish to
   * stay. The first answer ends it, or some time, where the link led elsewhere.
   */
  beSilent() {
    this.stop();
    this.endSilence();
    this.opening = setTimeout(() => {
      const isGreetingDue = this.isGreetingDue;
      this.endSilence();
      if (isGreetingDue) this.greet();
      else this.speak();
    }, OPENING_MS);
  }

  endSilence() {
    clearTimeout(this.opening);
    this.opening = undefined;
    this.isGreetingDue = false;
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
