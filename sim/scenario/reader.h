/* reader.h: the walk over the tables of fields that turns settings into inputs. For scenario.c and
 * explain.c only: it shows libconfig.
 *
 * A value is looked for in this order: --set at its path, the user's file, England's file, the
 * row's fallback. Groups are walked in the user's and England's file side by side; a list comes
 * whole from one of them. Every fault is collected and reading goes on. */
#ifndef READER_H
#define READER_H

#include "scenario.h"

#include <libconfig.h>

enum { LAYER_USER, LAYER_ENGLAND, N_LAYER };

struct layer {
    config_t config;
    struct source source;
    bool parsed;
};

struct override {
    const char *path;                /* borrowed from the arena */
    config_t config;                 /* v = VALUE */
    const config_setting_t *setting; /* borrowed from config; NULL when the text is wrong */
    bool used;
};

enum { N_PROVENANCE = 5 }; /* provenance_keys */

struct reader {
    struct scenario *out; /* borrowed */
    struct arena *arena;  /* borrowed: out->arena */
    struct faults *faults;
    struct layer *layer[N_LAYER]; /* borrowed */
    struct override *override;    /* borrowed */
    size_t n_override;
    size_t capacity_quantity, capacity_key, capacity_changed;
    size_t key_found; /* by reader_add_quantity, last */
    bool *faulty;     /* [inputs_fields.n_row], in the arena: had that key of the file a fault? */
};

/* A group being read: its path ("" for the file) and where it stands in each layer (NULL: nowhere).
 * A yearly rate may be given as one number, and an element of some lists as one value: it then
 * stands for each key of the group that has no fallback. */
struct group {
    const char *path;
    const char *keys; /* the same without the names of elements: "prices.growth" */
    bool listed;      /* in an element of a list */
    const config_setting_t *setting[N_LAYER];
    const config_setting_t *number;
    bool national; /* of quantities inside */
    int reach; /* how many groups further out may speak of the source of what is inside; NO_LIMIT:
                  up to the file */
};
enum { NO_LIMIT = -1 };

/* Is there memory for libconfig's tree of a text of this size? false: the arena has failed. */
bool reader_memory(struct arena *arena, size_t size);
/* Reads a layer's text, already flat and free of faults; false, with a fault, when libconfig still
 * cannot, or the arena failed. */
bool layer_parse(struct layer *self, struct faults *faults);
void layer_release(struct layer *self);

void reader_read(struct reader *self);
/* Prices that are left to England's figures get them (unit_costs.c), after reading and before the
 * checks: each price with unit_cost = "england" and neither fee nor top-up gets a quantity named as
 * if it had been typed ("prices.special.topup_gbp"), England's low, central and high times uprate,
 * with England's source. A category without a figure is a fault. */
void unit_costs_fill(struct reader *self);
/* The same for places (england_places.c): each local setting takes over England's rate and share of
 * academies of its category; one with places and no trend gets a quantity
 * "settings.ID.trend.growth". */
void england_places_fill(struct reader *self);
/* The same for growth of prices (price_growth.c): a price without growth gets that of England's
 * table for its category as known at the base census, as "prices.ID.growth.first" and so on. */
void price_growth_fill(struct reader *self);
/* A quantity of name, place and numbers as in `with`, for a key that the file leaves to England;
 * source: path of the key of England's whose source it takes over. 0, with a fault, when it cannot
 * be. (reader_add.c) */
quantity_id reader_add_quantity(struct reader *self, const struct field *row,
                                const struct quantity *with, const char *source);
/* The key of a group stands for what was found, or for nothing (NULL): keeps it among the changed
 * defaults where it is one (changed_default.c). */
void reader_changed(struct reader *self, const struct group *group, const struct field *row,
                    const config_setting_t *found);
/* Keys of `group` that no row has. */
void reader_unknown_keys(struct reader *self, const config_setting_t *group, const char *path,
                         const struct field_table *table);
/* source, confidence, ...: true, with a fault when its value is wrong. */
bool reader_is_provenance(struct reader *self, const config_setting_t *setting, const char *path);

/* ---- between reader.c, reader_value.c and reader_quantity.c */
void reader_fault(struct reader *self, const config_setting_t *at, const char *path,
                  const char *fmt, ...) HR_PRINTF(4, 5);
/* Marks the key of the file that a path begins with as faulty, so that checks do not judge what
 * could not be read. */
void reader_mark(struct reader *self, const char *path);
const char *reader_where(const struct reader *self, const config_setting_t *at);
const char *reader_path(struct reader *self, const char *group, const char *key);
const config_setting_t *reader_override(struct reader *self, const char *path);
/* A group's member of this name; NULL: none, or no group. */
const config_setting_t *reader_member(const config_setting_t *group, const char *key);

/* Where a number comes from (reader_keys.c). where: reader_where of the setting, or "--set" when
 * a part of it was set. */
struct provenance reader_provenance(struct reader *self, const config_setting_t *setting,
                                    const char *where, int reach);
/* The number of a key that is given as { value = 210; source = "..."; }, else the setting itself.
 * */
const config_setting_t *reader_plain(struct reader *self, const struct field *row,
                                     const config_setting_t *setting, const char *path);

/* The number is out of its bounds: takes back the scan's advice on how to write it, before the
 * fault that says so. */
void reader_take_back(struct reader *self, const config_setting_t *at, double value);
/* The same where a text stands in the place of a number: "n/a". */
void reader_take_back_text(struct reader *self, const config_setting_t *at);

/* One value that is not a group, list, path or quantity. */
void read_value(struct reader *self, const struct field *row, const config_setting_t *setting,
                const char *path, void *base);
/* What a value is when it is not given. */
void absent_value(const struct field *row, void *base);
/* 0, with a fault, when it is wrong. */
quantity_id read_quantity(struct reader *self, const struct group *group, const struct field *row,
                          const config_setting_t *setting, const char *path);

/* How a file gives a quantity, by enum quantity_kind. */
enum { MAX_PARAM = 3 };
struct quantity_form {
    const char *name; /* as `distribution` has it */
    enum quantity_kind kind;
    const char *param[MAX_PARAM + 1];
    bool of_value[MAX_PARAM]; /* a value of the thing itself: bounded by the row */
    bool in_unit[MAX_PARAM];  /* in the thing's unit: scaled with it */
};
extern const struct quantity_form quantity_form[]; /* ends in a name NULL */

/* ---- settings in words (setting_text.c) */
/* A setting as a file would have it, shortened: 58.2, "text", a group { ... }. */
const char *setting_text(struct arena *arena, const config_setting_t *setting);
/* The same in full, as { low = 0.03; central = 0.09; }, without where it comes from; a very long
 * one ends in "...". */
const char *setting_value_text(struct arena *arena, const config_setting_t *setting);
/* A number from an int, int64 or float setting; false when it is none. */
bool setting_number(const config_setting_t *setting, double *value);
/* A group with keys of an uncertain number, such as low or distribution. */
bool setting_is_range(const config_setting_t *setting);
/* What to write in place of a wrong value, as ": write 60000"; "" when it cannot be known. */
const char *setting_advice(struct arena *arena, const struct field *row,
                           const config_setting_t *setting);
const char *number_scale_advice(struct arena *arena, const struct field *row, double value);

/* Keys that any group may carry, for the numbers inside that carry none: source, source_date,
 * confidence, owner, note; and the words of confidence. Both end in NULL. */
extern const char *const provenance_keys[];
extern const char *const confidence_choice[];

#endif
