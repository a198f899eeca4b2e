#include "each.h"

#include <string.h>

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
        if (!has_option(&all[0], in->option[i].id))
            add_like(self, &all[0], alone(self, in->option[i].id));
    for (size_t k = 0; k < n_given; k++)
        if (all[k].role == ROLE_MITIGATED && all[k].n_option > 1)
            leave_out_each(self, &all[k], n_mitigated == 1);
    return self->arena.failed
               ? hr_fail(err, HR_ENOMEM, "no memory for %zu scenarios", n_given + n_more)
               : 0;
}
