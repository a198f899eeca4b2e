#include "scenario.h"

#include "checks.h"
#include "input_names.h"
#include "nearest.h"
#include "reader.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char ENGLAND[] = "england.cfg";

static void
layer_init(struct layer *self, struct scenario *out)
{
    *self = (struct layer){ .parsed = false };
    source_init(&self->source, &out->arena, &out->faults);
}

/* ---- --set */

/* The value of one --set: its text through the same checks as a file's. */
static void
override_parse(struct override *self, struct scenario *out, const char *text, size_t length)
{
    struct faults faults;
    struct layer layer;
    faults_init(&faults);
    layer_init(&layer, out);
    layer.source.faults = &faults;
    const char *line = arena_format(&out->arena, "v = %.*s;", (int)length, text);
    source_text(&layer.source, "--set", line, strlen(line));
    if (faults.n == 0 && reader_memory(&out->arena, layer.source.size) &&
        config_read_string(&self->config, layer.source.text == NULL ? "" : layer.source.text) !=
            CONFIG_TRUE)
        faults_add(&faults, "--set", "cannot be read: %s", config_error_text(&self->config));
    if (faults.n == 0 && config_setting_length(config_root_setting(&self->config)) != 1)
        faults_add(&faults, "--set", "has more than one value");
    for (size_t i = 0; i < faults.n; i++)
        faults_add(&out->faults, "--set", "in '%s=%.*s', %s", self->path, (int)length, text,
                   faults.item[i].text);
    if (faults.n == 0)
        self->setting = config_lookup(&self->config, "v");
    out->faults.failed = out->faults.failed || faults.failed;
    layer_release(&layer);
    faults_release(&faults);
}

static void
override_init(struct override *self, struct scenario *out, const char *text)
{
    const char *equals = strchr(text, '=');
    *self = (struct override){ .path = "" };
    config_init(&self->config);
    if (equals == NULL || equals == text) {
        faults_add(&out->faults, "--set",
                   "'%s' is not of the form path=value, as in prices.independent.fee_gbp=60000",
                   text);
        return;
    }
    size_t length = (size_t)(equals - text);
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    self->path = arena_text(&out->arena, text, length);
    if (equals[strspn(equals + 1, " \t") + 1] == '\0') {
        faults_add(&out->faults, "--set", "'%s' has no value after '='", text);
        return;
    }
    override_parse(self, out, equals + 1, strlen(equals + 1));
}

/* ---- loading */

struct loading {
    struct scenario *out;
    struct layer user, england;
    struct override *override; /* owned */
    size_t n_override;
};

static bool
loading_init(struct loading *self, struct scenario *out, const char *const *set, size_t n_set)
{
    *self = (struct loading){ .out = out };
    layer_init(&self->user, out);
    layer_init(&self->england, out);
    self->override = calloc(n_set + 1, sizeof *self->override);
    if (self->override == NULL)
        return false;
    for (; self->n_override < n_set; self->n_override++)
        override_init(&self->override[self->n_override], out, set[self->n_override]);
    return true;
}

static void
loading_release(struct loading *self)
{
    for (size_t i = 0; i < self->n_override; i++)
        config_destroy(&self->override[i].config);
    free(self->override);
    layer_release(&self->user);
    layer_release(&self->england);
}

/* The basis "after deductions" has no deductions, and an account before recoupment keeps them: the
 * engine takes them off as 0. */
static void
settle(struct inputs *in)
{
    const bool none =
        in->grant.basis == GRANT_AFTER_DEDUCTIONS || in->dsg.basis == BEFORE_RECOUPMENT;
    for (size_t i = 0; none && i < in->grant.n_known; i++)
        in->grant.known[i].deductions_gbp = 0.0;
}

/* --set of a path that no key has. */
static void
unused_overrides(const struct reader *self)
{
    for (size_t i = 0; i < self->n_override; i++) {
        const struct override *override = &self->override[i];
        if (override->used || override->setting == NULL)
            continue;
        struct nearest nearest = { .name = override->path };
        for (size_t k = 0; k < self->out->n_key; k++)
            nearest_offer(&nearest, self->out->key[k].path);
        faults_add(self->faults, "--set", "nothing is called '%s'%s%s%s", override->path,
                   nearest.best == NULL ? "" : ": did you mean '",
                   nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
    }
}

/* Everything from flat texts to checked inputs. A file that cannot be parsed is not read, because
 * every key would then be "missing". */
static void
loading_read(struct loading *self)
{
    struct scenario *out = self->out;
    struct reader reader = { .out = out,
                             .arena = &out->arena,
                             .faults = &out->faults,
                             .override = self->override,
                             .n_override = self->n_override,
                             .faulty = arena_zero(&out->arena, inputs_fields.n_row,
                                                  sizeof *reader.faulty) };
    const bool readable = !self->user.source.unreadable && layer_parse(&self->user, &out->faults);
    source_text(&self->england.source, ENGLAND, england_cfg_text, england_cfg_size);
    if (self->england.source.unreadable || !layer_parse(&self->england, &out->faults) ||
        !readable || reader.faulty == NULL)
        return;
    reader.layer[LAYER_USER] = &self->user;
    reader.layer[LAYER_ENGLAND] = &self->england;
    reader_read(&reader);
    unused_overrides(&reader);
    unit_costs_fill(&reader);
    england_places_fill(&reader);
    price_growth_fill(&reader);
    checks_run(out, reader.faulty);
    settle(&out->inputs);
    out->inputs.estimates =
        to_replace_mark(out->inputs.to_replace, out->inputs.n_to_replace, &out->arena);
}

static void
name_files(struct scenario *out)
{
    char *here = getcwd(NULL, 0);
    input_names(out->file, out->n_file, here == NULL ? "" : here, &out->arena);
    free(here);
    for (size_t i = 0; i < out->n_file; i++)
        if (out->file[i].elsewhere && !out->file[i].by_set)
            faults_add(&out->notes, text_base(out->file[0].path),
                       "'%s' is named by an absolute path, so a copy of the run's inputs does not "
                       "run elsewhere: name it as it lies from this file",
                       text_base(out->file[i].path));
}

/* Sorts the faults and keeps the list of files. */
static void
loading_finish(struct loading *self)
{
    struct scenario *out = self->out;
    const struct source *user = &self->user.source, *england = &self->england.source;
    const size_t n = user->n_file + england->n_file;
    const char **name = arena_zero(&out->arena, n, sizeof *name);

    out->file = arena_zero(&out->arena, n, sizeof *out->file);
    if (out->file == NULL || name == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        out->file[i] = i < user->n_file ? user->file[i] : england->file[i - user->n_file];
        name[i] = out->file[i].path;
    }
    out->n_file = n;
    name_files(out);
    faults_sort(&out->faults, name, n);
}

static int
loading_result(const struct scenario *out, const char *path, struct hr_err *err)
{
    const size_t n = out->faults.n;
    if (out->arena.failed || out->faults.failed || out->notes.failed || out->questions.failed)
        return hr_fail(err, HR_ENOMEM, "no memory to read '%s'", path);
    if (n > 0)
        return hr_fail(err, HR_ESCENARIO, "'%s' has %zu fault%s", path, n, n == 1 ? "" : "s");
    return 0;
}

static void
scenario_init(struct scenario *self)
{
    *self = (struct scenario){ .n_file = 0 };
    faults_init(&self->faults);
    faults_init(&self->notes);
    faults_init(&self->questions);
    arena_init(&self->arena);
}

int
scenario_load(const char *path, const char *const *set, size_t n_set, struct scenario *out,
              struct hr_err *err)
{
    struct loading loading;
    scenario_init(out);
    if (!loading_init(&loading, out, set, n_set)) {
        loading_release(&loading);
        return hr_fail(err, HR_ENOMEM, "no memory for %zu settings", n_set);
    }
    source_read(&loading.user.source, path);
    loading_read(&loading);
    loading_finish(&loading);
    loading_release(&loading);
    return loading_result(out, path, err);
}

int
scenario_load_text(const char *name, const char *text, size_t size, struct scenario *out,
                   struct hr_err *err)
{
    struct loading loading;
    scenario_init(out);
    if (!loading_init(&loading, out, NULL, 0)) {
        loading_release(&loading);
        return hr_fail(err, HR_ENOMEM, "no memory to read '%s'", name);
    }
    source_text(&loading.user.source, name, text, size);
    loading_read(&loading);
    loading_finish(&loading);
    loading_release(&loading);
    return loading_result(out, name, err);
}

void
scenario_release(struct scenario *self)
{
    for (size_t i = 1; i <= self->inputs.n_quantity; i++)
        quantity_release(&self->inputs.quantity[i]);
    free(self->inputs.quantity);
    free(self->key);
    free(self->changed);
    faults_release(&self->faults);
    faults_release(&self->notes);
    faults_release(&self->questions);
    arena_release(&self->arena);
    scenario_init(self);
}

/* ---- scenarios for --each */

enum { MOST_SCENARIOS = 200 };

static bool
has_scenario(const struct inputs *in, const char *id)
{
    for (size_t i = 0; i < in->n_scenario; i++)
        if (strcmp(in->scenario[i].id, id) == 0)
            return true;
    return false;
}

/* How a scenario differs from the one that it is like. */
struct change {
    const char *left_out, *added; /* an option; NULL: none */
    const char *id, *label;       /* of the new scenario */
};

static void
add_like(struct scenario *self, const struct scenario_in *like, struct change change)
{
    struct inputs *in = &self->inputs;
    const char **option = arena_zero(&self->arena, like->n_option + 1, sizeof *option);
    size_t n = 0;
    if (option == NULL || has_scenario(in, change.id))
        return;
    for (size_t i = 0; i < like->n_option; i++)
        if (change.left_out == NULL || strcmp(like->option[i], change.left_out) != 0)
            option[n++] = like->option[i];
    if (change.added != NULL)
        option[n++] = change.added;
    struct scenario_in *scenario = &in->scenario[in->n_scenario++];
    *scenario = *like;
    scenario->id = change.id;
    scenario->label = change.label;
    scenario->role = ROLE_OTHER;
    scenario->option = option;
    scenario->n_option = n;
    scenario->derived = true;
}

static bool
has_option(const struct scenario_in *scenario, const char *id)
{
    for (size_t i = 0; i < scenario->n_option; i++)
        if (strcmp(scenario->option[i], id) == 0)
            return true;
    return false;
}

static const char *
label_of(const struct inputs *in, const char *id)
{
    for (size_t i = 0; i < in->n_option; i++)
        if (strcmp(in->option[i].id, id) == 0 && in->option[i].label[0] != '\0')
            return in->option[i].label;
    return id;
}

static void
leave_out_each(struct scenario *self, const struct scenario_in *from, bool only_one)
{
    for (size_t i = 0; i < from->n_option; i++) {
        const char *id = from->option[i];
        const char *name = only_one ? arena_format(&self->arena, "without-%s", id)
                                    : arena_format(&self->arena, "without-%s-%s", id, from->id);
        const char *label =
            arena_format(&self->arena, "%s, without: %s", from->label, label_of(&self->inputs, id));
        add_like(self, from, (struct change){ id, NULL, name, label });
    }
}

static struct change
alone(struct scenario *self, const char *option)
{
    return (struct change){ .added = option,
                            .id = arena_format(&self->arena, "only-%s", option),
                            .label = arena_format(&self->arena, "Only: %s",
                                                  label_of(&self->inputs, option)) };
}

int
scenario_add_each(struct scenario *self, struct hr_err *err)
{
    struct inputs *in = &self->inputs;
    const size_t n_given = in->n_scenario;
    size_t n_mitigated = 0, n_more = in->n_option;
    if (in->n_option == 0)
        return hr_fail(err, HR_ESCENARIO,
                       "--each runs every option alone, and the file has no options");
    for (size_t k = 0; k < n_given; k++) {
        n_mitigated += in->scenario[k].role == ROLE_MITIGATED;
        n_more += in->scenario[k].n_option;
    }
    if (n_given + n_more > MOST_SCENARIOS)
        return hr_fail(err, HR_ESCENARIO, "--each would make %zu scenarios, want at most %d",
                       n_given + n_more, (int)MOST_SCENARIOS);
    struct scenario_in *all = arena_zero(&self->arena, n_given + n_more, sizeof *all);
    if (all == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu scenarios", n_given + n_more);
    memcpy(all, in->scenario, n_given * sizeof *all);
    in->scenario = all;
    for (size_t i = 0; i < in->n_option; i++)
        if (!in->option[i].baseline && !has_option(&all[0], in->option[i].id))
            add_like(self, &all[0], alone(self, in->option[i].id));
    for (size_t k = 0; k < n_given; k++)
        if (all[k].role == ROLE_MITIGATED && all[k].n_option > 1)
            leave_out_each(self, &all[k], n_mitigated == 1);
    return self->arena.failed
               ? hr_fail(err, HR_ENOMEM, "no memory for %zu scenarios", n_given + n_more)
               : 0;
}

int
scenario_add_file(struct scenario *self, const char *name, const char *path, struct hr_err *err)
{
    struct input_file *file = arena_zero(&self->arena, self->n_file + 1, sizeof *file);
    struct hr_err why;
    char *bytes = NULL;
    size_t size = 0;
    if (bytes_read(path, &bytes, &size, &why) != 0)
        return hr_fail(err, HR_ESCENARIO, "%s", why.text);
    if (file != NULL) {
        for (size_t i = 0; i < self->n_file; i++)
            file[i] = self->file[i];
        file[self->n_file] = (struct input_file){ .path = arena_format(&self->arena, "%s", path),
                                                  .name = arena_format(&self->arena, "%s", name),
                                                  .bytes = arena_text(&self->arena, bytes, size),
                                                  .size = size };
        digest_bytes(bytes, size, file[self->n_file].sha256);
        self->file = file;
        self->n_file++;
    }
    free(bytes);
    return arena_check(&self->arena, err);
}

const struct input_file *
scenario_file(const struct scenario *self, const char *name)
{
    for (size_t i = 0; i < self->n_file; i++)
        if (self->file[i].name != NULL && strcmp(self->file[i].name, name) == 0)
            return &self->file[i];
    return NULL;
}
