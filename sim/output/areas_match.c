/* Which rows, years, scenarios and groups a set of shards has. */
#include "areas_sums.h"

#include "text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* ---- shards: every one once */

static int
check_shards(const struct areas_sums *self, struct hr_err *err)
{
    const struct areas_header *first = self->header;
    struct text missing;
    text_init(&missing);
    for (size_t i = 1; i < self->n_shard; i++) {
        const char *differs = areas_header_differs(first, &self->shard[i].header);
        if (differs != NULL)
            return hr_fail(err, HR_ESCENARIO, "'%s' and '%s' are not of one run: another %s",
                           self->shard[0].path, self->shard[i].path, differs);
    }
    for (size_t number = 1; number <= first->n_shard; number++) {
        const struct areas_shard *found = NULL;
        for (size_t i = 0; i < self->n_shard; i++) {
            if (self->shard[i].header.shard != number)
                continue;
            if (found != NULL)
                return hr_fail(err, HR_ESCENARIO, "'%s' and '%s' are both shard %zu of %zu",
                               found->path, self->shard[i].path, number, first->n_shard);
            found = &self->shard[i];
        }
        if (found == NULL)
            text_add(&missing, "%s%zu", missing.length == 0 ? "" : ", ", number);
    }
    int ret = 0;
    if (missing.failed)
        ret = hr_fail(err, HR_ENOMEM, "no memory for a list of shards");
    else if (missing.length > 0)
        ret = hr_fail(err, HR_ESCENARIO, "of %zu shards these are missing: %s", first->n_shard,
                      missing.text);
    text_release(&missing);
    return ret;
}

/* ---- rows, in the list's order */

static const struct areas_shard *
shard_of(const struct areas_sums *self, size_t number, size_t *shard)
{
    for (size_t i = 0; i < self->n_shard; i++)
        if (self->shard[i].header.shard == number % self->header->n_shard + 1) {
            *shard = i;
            return &self->shard[i];
        }
    hr_bug("no shard has row %zu", number);
}

const struct areas_entry *
areas_sums_entry(const struct areas_sums *self, size_t number)
{
    size_t at;
    const size_t in_shard = number / self->header->n_shard;
    const struct areas_shard *shard = shard_of(self, number, &at);
    return in_shard < shard->n_entry && shard->entry[in_shard].number == number
               ? &shard->entry[in_shard]
               : NULL;
}

static int
check_rows(const struct areas_sums *self, struct hr_err *err)
{
    for (size_t i = 0; i < self->header->n_row; i++)
        if (areas_sums_entry(self, i) == NULL)
            return hr_fail(err, HR_ESCENARIO, "row %zu of '%s' is in no shard", i + 1,
                           self->header->list);
    return 0;
}

/* ---- years */

static bool
has_run(const struct areas_entry *entry)
{
    return entry->n_fault == 0;
}

static void
choose_base(struct areas_sums *self)
{
    size_t most = 0;
    for (size_t i = 0; i < self->header->n_row; i++) {
        const struct areas_entry *entry = areas_sums_entry(self, i);
        size_t n = 0;
        for (size_t k = 0; has_run(entry) && k < self->header->n_row; k++) {
            const struct areas_entry *other = areas_sums_entry(self, k);
            n += has_run(other) && other->base_census == entry->base_census;
        }
        if (n > most || (n == most && n > 0 && entry->base_census > self->base_census)) {
            most = n;
            self->base_census = entry->base_census;
        }
    }
}

static void
leave_out(struct areas_sums *self, const struct areas_entry *entry, const char *where,
          const char *text)
{
    self->left[self->n_left++] = (struct areas_left){ entry, where, text };
}

static int
sort_areas(struct areas_sums *self, struct hr_err *err)
{
    size_t n = self->header->n_row, n_left = n;
    for (size_t i = 0; i < n; i++)
        n_left += areas_sums_entry(self, i)->n_fault;
    n_left += self->successors == NULL ? 0 : self->successors->n_part;
    self->area = arena_zero(&self->arena, n, sizeof *self->area);
    self->left = arena_zero(&self->arena, n_left, sizeof *self->left);
    if (arena_check(&self->arena, err) != 0)
        return HR_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        const struct areas_entry *entry = areas_sums_entry(self, i);
        for (size_t k = 0; k < entry->n_fault; k++)
            leave_out(self, entry, entry->fault[k].where, entry->fault[k].text);
        if (has_run(entry) && entry->base_census != self->base_census)
            leave_out(self, entry, entry->file,
                      arena_format(&self->arena,
                                   "its base census is January %d, that of the others January %d",
                                   entry->base_census, self->base_census));
        else if (has_run(entry)) {
            struct areas_area *area = &self->area[self->n_area++];
            area->entry = entry;
            (void)shard_of(self, i, &area->shard);
            area->at = i / self->header->n_shard;
        }
    }
    return self->n_area > 0 ? arena_check(&self->arena, err)
                            : hr_fail(err, HR_ESCENARIO,
                                      "none of the %zu areas of '%s' could be run; the first, "
                                      "'%s': %s: %s",
                                      n, self->header->list, self->left[0].entry->area,
                                      self->left[0].where, self->left[0].text);
}

static void
choose_years(struct areas_sums *self)
{
    self->n_year = SIZE_MAX;
    for (size_t i = 0; i < self->n_area; i++)
        if (self->area[i].entry->n_year < self->n_year)
            self->n_year = self->area[i].entry->n_year;
    for (size_t i = 0; i < self->n_area; i++)
        self->n_shortened += self->area[i].entry->n_year > self->n_year;
}

/* ---- scenarios */

static size_t
unmitigated(const struct areas_entry *entry)
{
    for (size_t i = 0; i < entry->n_scenario; i++)
        if (entry->scenario[i].role == ROLE_UNMITIGATED)
            return i;
    return 0;
}

static size_t
slot_named(const struct areas_sums *self, const char *id)
{
    size_t i = 0;
    while (i < self->n_slot && strcmp(self->slot[i].id, id) != 0)
        i++;
    return i;
}

/* Under the id that all share, else under a name of its own. */
static struct areas_slot
first_slot(const struct areas_sums *self)
{
    const struct areas_entry *first = self->area[0].entry;
    const struct areas_scenario *of = &first->scenario[unmitigated(first)];
    for (size_t i = 1; i < self->n_area; i++) {
        const struct areas_entry *entry = self->area[i].entry;
        if (strcmp(entry->scenario[unmitigated(entry)].id, of->id) != 0)
            return (struct areas_slot){ .id = "unmitigated",
                                        .label = "Unmitigated",
                                        .role = ROLE_UNMITIGATED };
    }
    return (struct areas_slot){ .id = of->id, .label = of->label, .role = of->role };
}

static void
add_slots(struct areas_sums *self, const struct areas_entry *entry)
{
    for (size_t k = 0; k < entry->n_scenario; k++) {
        const struct areas_scenario *of = &entry->scenario[k];
        if (k != unmitigated(entry) && slot_named(self, of->id) == self->n_slot)
            self->slot[self->n_slot++] =
                (struct areas_slot){ .id = of->id, .label = of->label, .role = of->role };
    }
}

/* The scenario of an area in a slot; false: it has none of its own. */
static bool
scenario_in(const struct areas_sums *self, const struct areas_entry *entry, size_t slot,
            size_t *scenario)
{
    *scenario = unmitigated(entry);
    for (size_t k = 0; slot > 0 && k < entry->n_scenario; k++)
        if (k != unmitigated(entry) && strcmp(entry->scenario[k].id, self->slot[slot].id) == 0) {
            *scenario = k;
            return true;
        }
    return slot == 0;
}

static int
match_scenarios(struct areas_sums *self, struct hr_err *err)
{
    size_t n = 1;
    for (size_t i = 0; i < self->n_area; i++)
        n += self->area[i].entry->n_scenario;
    self->slot = arena_zero(&self->arena, n, sizeof *self->slot);
    if (self->slot == NULL)
        return arena_check(&self->arena, err);
    self->slot[self->n_slot++] = first_slot(self);
    for (size_t i = 0; i < self->n_area; i++)
        add_slots(self, self->area[i].entry);
    for (size_t i = 0; i < self->n_area; i++) {
        struct areas_area *area = &self->area[i];
        area->scenario = arena_zero(&self->arena, self->n_slot, sizeof *area->scenario);
        area->own = arena_zero(&self->arena, self->n_slot, sizeof *area->own);
        for (size_t k = 0; area->own != NULL && k < self->n_slot; k++) {
            area->own[k] = scenario_in(self, area->entry, k, &area->scenario[k]);
            self->slot[k].n_own += area->own[k];
        }
    }
    return arena_check(&self->arena, err);
}

int
areas_match(struct areas_sums *self, struct hr_err *err)
{
    int ret = check_shards(self, err);
    if (ret == 0)
        ret = check_rows(self, err);
    if (ret != 0)
        return ret;
    choose_base(self);
    ret = sort_areas(self, err);
    if (ret != 0)
        return ret;
    choose_years(self);
    ret = match_scenarios(self, err);
    return ret == 0 ? areas_match_groups(self, err) : ret;
}
