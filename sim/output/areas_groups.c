/* The groups that areas are added to. */
#include "areas_sums.h"

#include "nearest.h"
#include "text.h"

#include <string.h>

/* ---- the mark of a sum: of any of its areas */

static const char example[] = "EXAMPLE";

static bool
is_example(const char *mark)
{
    return strncmp(mark, example, sizeof example - 1) == 0;
}

/* "ESTIMATES (allocation, balance)" and "ESTIMATES (balance, reserves)": what either lists; where
 * one of them counts more than it lists, neither. */
static const char *
list_both(struct arena *arena, const char *a, const char *b)
{
    const char *list = strchr(a, '('), *at = strchr(b, '(');
    if (list == NULL || at == NULL)
        return list == NULL ? a : b;
    if (strstr(a, " more)") != NULL || strstr(b, " more)") != NULL)
        return arena_text(arena, a, strcspn(a, " "));
    while (*at == '(' || *at == ',') {
        at += strspn(at, "(, ");
        const size_t length = strcspn(at, ",)");
        const char *item = arena_text(arena, at, length);
        if (strstr(strchr(a, '('), item) == NULL)
            a = arena_format(arena, "%.*s, %s)", (int)strlen(a) - 1, a, item);
        at += length;
    }
    return a;
}

static const char *
mark_both(struct arena *arena, const char *a, const char *b)
{
    if (a[0] == '\0' || b[0] == '\0' || strcmp(a, b) == 0)
        return a[0] == '\0' ? b : a;
    if (is_example(a) && is_example(b))
        return "EXAMPLE FIGURES";
    if (is_example(a) || is_example(b))
        return is_example(a) ? a : b;
    return list_both(arena, a, b);
}

/* ---- regions and lists */

static struct areas_group *
join(struct areas_sums *self, enum areas_group_kind kind, const char *name,
     const struct areas_entry *entry)
{
    size_t i = 0;
    while (i < self->n_group &&
           (self->group[i].kind != kind || strcmp(self->group[i].name, name) != 0))
        i++;
    struct areas_group *group = &self->group[i];
    if (i == self->n_group) {
        *group =
            (struct areas_group){ .kind = kind, .name = name, .mark = "", .mark_children = "" };
        self->n_group++;
    }
    group->n_area++;
    group->n_reserves += entry->reserves;
    group->mark = mark_both(&self->arena, group->mark, entry->mark);
    group->mark_children = mark_both(&self->arena, group->mark_children, entry->mark_children);
    return group;
}

/* ---- successors */

static const struct areas_entry *
entry_called(const struct areas_sums *self, const char *area)
{
    for (size_t i = 0; i < self->header->n_row; i++)
        if (strcmp(areas_sums_entry(self, i)->area, area) == 0)
            return areas_sums_entry(self, i);
    return NULL;
}

static size_t
area_called(const struct areas_sums *self, const char *area)
{
    size_t i = 0;
    while (i < self->n_area && strcmp(self->area[i].entry->area, area) != 0)
        i++;
    return i;
}

static int
refuse_unknown(const struct areas_sums *self, const struct areas_part *part, struct hr_err *err)
{
    struct nearest nearest = { .name = part->from };
    for (size_t i = 0; i < self->header->n_row; i++)
        nearest_offer(&nearest, areas_sums_entry(self, i)->area);
    return hr_fail(err, HR_ESCENARIO, "%s:%zu: column 'from': no area of %s is called '%s'%s%s%s",
                   self->successors->name, part->line, self->header->list, part->from,
                   nearest.best == NULL ? "" : ": did you mean '",
                   nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
}

/* A successor one of whose areas is left out is left out itself. */
static const struct areas_part *
missing_part(const struct areas_sums *self, const char *successor)
{
    for (size_t i = 0; i < self->successors->n_part; i++) {
        const struct areas_part *part = &self->successors->part[i];
        if (strcmp(part->successor, successor) == 0 &&
            area_called(self, part->from) == self->n_area)
            return part;
    }
    return NULL;
}

static void
leave_out(struct areas_sums *self, const struct areas_part *part, const struct areas_part *missing)
{
    self->left[self->n_left++] = (struct areas_left){
        entry_called(self, missing->from),
        arena_format(&self->arena, "%s:%zu", self->successors->name, part->line),
        arena_format(&self->arena, "so successor '%s' is left out too", part->successor)
    };
}

static void
inherit(struct areas_sums *self, const struct areas_part *part)
{
    const size_t area = area_called(self, part->from);
    const struct areas_entry *entry = self->area[area].entry;
    struct areas_group *group = join(self, GROUP_SUCCESSOR, part->successor, entry);
    if (entry->reserves && !areas_part_is_whole(part))
        group->n_reserves--;
    self->heir[self->n_heir++] = (struct areas_heir){ part, area, group };
}

static int
match_successors(struct areas_sums *self, struct hr_err *err)
{
    const struct areas_successors *successors = self->successors;
    const size_t n = successors == NULL ? 0 : successors->n_part;
    self->heir = arena_zero(&self->arena, n, sizeof *self->heir);
    for (size_t i = 0; self->heir != NULL && i < n; i++)
        if (entry_called(self, successors->part[i].from) == NULL)
            return refuse_unknown(self, &successors->part[i], err);
    for (size_t i = 0; self->heir != NULL && i < n; i++) {
        const struct areas_part *part = &successors->part[i],
                                *missing = missing_part(self, part->successor);
        if (missing == NULL)
            inherit(self, part);
        else if (missing == part)
            leave_out(self, part, missing);
    }
    return arena_check(&self->arena, err);
}

/* ---- all of them */

int
areas_match_groups(struct areas_sums *self, struct hr_err *err)
{
    size_t n = 1 + (self->successors == NULL ? 0 : self->successors->n_part);
    for (size_t i = 0; i < self->n_area; i++)
        n += 1 + self->area[i].entry->n_group;
    self->group = arena_zero(&self->arena, n, sizeof *self->group);
    if (self->group == NULL)
        return arena_check(&self->arena, err);
    for (size_t i = 0; i < self->n_area; i++)
        (void)join(self, GROUP_ALL, "all", self->area[i].entry);
    for (size_t i = 0; i < self->n_area; i++)
        if (self->area[i].entry->region[0] != '\0')
            (void)join(self, GROUP_REGION, self->area[i].entry->region, self->area[i].entry);
    for (size_t i = 0; i < self->n_area; i++)
        for (size_t k = 0; k < self->area[i].entry->n_group; k++)
            (void)join(self, GROUP_LISTED, self->area[i].entry->group[k], self->area[i].entry);
    return match_successors(self, err);
}
