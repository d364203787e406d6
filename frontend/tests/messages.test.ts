import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { isRead } from "../lib/answer/judged.ts";
import { MESSAGES } from "../lib/messages.ts";

type Tree = { [key: string]: string | Tree };

const leaves = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === "string" ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`)));

const ko = new Map(leaves(MESSAGES.ko));
const en = new Map(leaves(MESSAGES.en));

/** The names that a message takes: {count} and {count, plural, ...} both take `count`. */
const holes = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] as string))].sort();

test("both languages have the same keys, and no text is empty", () => {
  assert.deepEqual([...en.keys()].sort(), [...ko.keys()].sort());
  for (const [key, text] of [...ko, ...en]) assert.notEqual(text.trim(), "", key);
});

test("both languages take the same values", () => {
  for (const [key, text] of ko) assert.deepEqual(holes(en.get(key) ?? ""), holes(text), key);
});

/** Names that are written the same in both. */
const NAMES = new Set(["PostgreSQL", "Redis", "Redis Pub/Sub"]);

test("no Korean text is left in English by mistake", () => {
  const same = [...ko].filter(([key, text]) => en.get(key) === text && /[a-z]{3}/.test(text) && !NAMES.has(text));
  assert.deepEqual(same, []);
});

test("each key that the page names is there", () => {
  const missing = sources("components").flatMap((path) => {
    const source = readFileSync(path, "utf8");
    const room = /useTranslations\("([\w.-]+)"\)/.exec(source)?.[1];
    const named = [...source.matchAll(/\bt(?:\.rich)?\("([\w.-]+)"/g)].map((match) => match[1] as string);
    return named.filter((key) => !ko.has(key) && !ko.has(`${room}.${key}`)).map((key) => `${path}: ${key}`);
  });
  assert.deepEqual(missing, []);
});

test("each gate after which no point is read says what it did to them", () => {
  const named = [...readFileSync("../practice/scoring/gates.py", "utf8").matchAll(/^[A-Z, _]+ = ("\w+"(?:, "\w+")*)$/gm)].flatMap((match) => (match[1] as string).match(/\w+/g) ?? []);
  assert.ok(named.includes("gibberish") && named.includes("form_only"));
  assert.deepEqual(named.filter((gate) => !isRead({ gate }) && !ko.has(`feedback.gate.${gate}`)), []);
});

test("no Korean particle that goes by the sound before it stands behind a number", () => {
  // a share ends in %, which is always read the same
  const behind = [...ko].filter(([, text]) => /\{(?!share)\w+\}(?:으로|로|이|가|을|를|은|는|과|와)(?![가-힣])/.test(text));
  assert.deepEqual(behind, []);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => `${folder}/${name}`);
}
