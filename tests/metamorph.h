/* metamorph.h: a scenario file read, changed through the tables of fields, and run, for tests that
 * say how a change of the inputs must change the results.
 *
 *   struct metamorph plain = { 0 }, dear = { 0 };
 *   metamorph_read(&plain, "scenarios/starter.cfg");
 *   metamorph_read(&dear, "scenarios/starter.cfg");
 *   metamorph_walk(&dear, double_money, NULL);             every key that was given, once
 *   metamorph_run(&plain, 12);
 *   metamorph_run(&dear, 12);
 *   metamorph_expect(&dear, &plain, (struct relation){ .factor = money_twice, .within = 1e-12 });
 *   metamorph_release(&plain);
 *   metamorph_release(&dear);
 *
 * No key is named by the walk: what is changed is found by the type, unit and target of its row,
 * so a key that is added is changed with the others of its kind. A failure fails the claim. */
#ifndef METAMORPH_H
#define METAMORPH_H

#include "engine.h"
#include "scenario.h"

struct metamorph {
    const char *file; /* borrowed */
    struct scenario scenario;
    struct model model;
    struct results results;
};

void metamorph_read(struct metamorph *self, const char *file);
/* With --set texts, and whether it could be read so. */
bool metamorph_read_with(struct metamorph *self, const char *file, const char *const *set,
                         size_t n_set);
/* A text that stands for the file. */
void metamorph_read_text(struct metamorph *self, const char *file, const char *text, size_t size);
/* Compiles and runs n futures on one thread; again after another change. */
void metamorph_run(struct metamorph *self, size_t n);
void metamorph_release(struct metamorph *self);

/* One key that was given: base is the struct that the row's offset belongs to. A list is visited
 * before its elements. */
typedef void metamorph_visit(struct metamorph *self, const struct field *row, void *base,
                             void *context);
void metamorph_walk(struct metamorph *self, metamorph_visit *visit, void *context);

/* Multiplies what a key holds: a number, each of several, or a quantity with its whole range. */
void metamorph_scale(struct metamorph *self, const struct field *row, void *base, double factor);
/* Makes a quantity a plain number; does nothing to a key without one. */
void metamorph_fix(struct metamorph *self, quantity_id id, double value);
/* The quantity of a name, 0 where the file has none. */
quantity_id metamorph_quantity(const struct metamorph *self, const char *name);

/* Gives the starting stock cell by cell, as the model of the same file has it: margins are raked to
 * whole children in the order of names and of no size but theirs. */
void metamorph_take_cells(struct metamorph *self, const struct model *model);

/* An area so many times as large: children, people, places and amounts of money, not prices. Its
 * population becomes whole people, the same every year, of any factor: projected ones are rounded,
 * which no change of size keeps. */
void metamorph_resize(struct metamorph *self, double factor);

/* How every measure of `after` follows from the same of `before`, in every future that both have,
 * and in the expected-value run; of the scenarios and years that both have. */
struct relation {
    double (*factor)(const struct measure *measure); /* NULL: 1 for all; NAN: not compared */
    double within;      /* of the larger of the two and of the size below; 0: every bit */
    bool expected_only; /* no futures */
    bool by_name;       /* measures that only one has are passed over; else they are a failure */
};
/* The number of values compared. */
size_t metamorph_expect(const struct metamorph *after, const struct metamorph *before,
                        struct relation relation);

#endif
