/* input_names.h: what the files of a scenario are called in a folder that holds them all.
 *
 * They keep their places to each other, so that the scenario runs from such a folder as it is:
 * "scenarios/kingston.cfg" alone is "kingston.cfg"; with a table "../data/plans.csv" they are
 * "scenarios/kingston.cfg" and "data/plans.csv". No name says where the machine kept them. A file
 * that is named by an absolute path cannot keep its place: it is "elsewhere/NAME" (a second of one
 * name "elsewhere/2/NAME"), and a copy of the folder does not run. England's file, which is
 * embedded, is "embedded/england.cfg". Read again from such a folder, the files have the same
 * names. */
#ifndef INPUT_NAMES_H
#define INPUT_NAMES_H

#include "arena.h"
#include "source.h"

/* Gives each of the n files its name; the last is embedded. Paths are seen from `here`, the folder
 * that the program is in. Without memory, arena->failed is set. */
void input_names(struct input_file *file, size_t n, const char *here, struct arena *arena);

#endif
