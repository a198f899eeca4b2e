#include "s251.h"

#include "category.h"

#include "field_rows.h"

#include <string.h>

static const struct {
    const char *code, *name;
} lines[N_S251_LINE] = {
    { "1.0.2", "High needs place funding within the individual schools budget" },
    { "1.2.1", "Top-up funding: maintained schools" },
    { "1.2.2", "Top-up funding: academies, free schools and colleges" },
    { "1.2.3", "Top-up and other funding: non-maintained and independent providers" },
    { "1.2.4", "Additional high needs targeted funding for mainstream schools and academies" },
    { "1.2.5", "SEN support services" },
    { "1.2.6", "Hospital education services" },
    { "1.2.7", "Other alternative provision services" },
    { "1.2.8", "Support for inclusion" },
    { "1.2.9", "Special schools and pupil referral units in financial difficulty" },
    { "1.2.10",
      "PFI and BSF costs at special schools, alternative provision and post-16 institutions" },
    { "1.2.11", "Direct payments (SEN and disability)" },
    { "1.2.12", "Carbon reduction commitment allowances (pupil referral units)" },
    { "1.2.13", "Therapies and other health related services" },
    { "", "Not on a section 251 line" },
};

enum {
    MAINTAINED = 1,
    ACADEMIES = 2,
    INDEPENDENT = 3
}; /* places of 1.2.1, 1.2.2 and 1.2.3 in the table */

/* Part of place funding that went to academies and free schools: DfE's deductions for them,
 * 2021-22, over deductions and section 251 outturn for maintained schools, of 90 authorities.
 * Mainstream schools' top-ups as their units'. */
static const double ACADEMY_SPECIAL = 0.40, ACADEMY_UNIT = 0.47, ACADEMY_AP = 0.31;

const char *
s251_code(size_t line)
{
    return lines[line].code;
}

const char *
s251_name(size_t line)
{
    return lines[line].name;
}

size_t
s251_of_code(const char *code)
{
    if (code == NULL)
        return S251_NONE;
    for (size_t i = 0; i < N_S251_LINE; i++)
        if (strcmp(lines[i].code, code) == 0)
            return i;
    return SIZE_MAX;
}

static void
split(double *share, double academies)
{
    share[ACADEMIES] = academies;
    share[MAINTAINED] = 1.0 - academies;
}

void
s251_by_category(enum category category, double *share)
{
    memset(share, 0, N_S251_LINE * sizeof *share);
    switch (category) {
    case CATEGORY_MAINSTREAM:
    case CATEGORY_UNIT: split(share, ACADEMY_UNIT); return;
    case CATEGORY_STATE_SPECIAL: split(share, ACADEMY_SPECIAL); return;
    case CATEGORY_ALTERNATIVE: split(share, ACADEMY_AP); return;
    case CATEGORY_FURTHER_EDUCATION: split(share, 1.0); return;
    case CATEGORY_INDEPENDENT:
    case CATEGORY_SPECIALIST_POST16:
    case CATEGORY_OTHERWISE:
    case CATEGORY_EARLY_YEARS:
    case CATEGORY_HOME_EDUCATION:
    case CATEGORY_NOT_IN_EDUCATION:
    case CATEGORY_OTHER:
    case CATEGORY_NONE:
    case N_CATEGORY: share[INDEPENDENT] = 1.0; return;
    }
}

int
s251_init(struct s251 *self, size_t n_setting, size_t n_own, struct arena *arena,
          struct hr_err *err)
{
    *self = (struct s251){ .n = N_S251_LINE, .n_setting = n_setting, .n_own = n_own };
    self->paid = arena_zero(arena, N_S251_LINE * n_setting, sizeof *self->paid);
    self->places = arena_zero(arena, N_S251_LINE * n_setting, sizeof *self->places);
    self->part = arena_zero(arena, N_S251_LINE * n_setting, sizeof *self->part);
    self->line_of_own = arena_zero(arena, n_own, sizeof *self->line_of_own);
    for (size_t i = 0; i < N_S251_LINE; i++)
        self->code[i] = i;
    return arena_check(arena, err);
}

static bool
is_used(const struct s251 *self, size_t line)
{
    bool used = self->options && (line == S251_INCLUSION || line == S251_PLACES);
    for (size_t at = line * self->n_setting; at < (line + 1) * self->n_setting; at++)
        used = used || self->paid[at] != 0.0 || self->places[at] != 0.0;
    for (size_t k = 0; k < self->n_own; k++)
        used = used || self->line_of_own[k] == line;
    return used;
}

static void
list_parts(struct s251 *self)
{
    for (size_t at = 0; at < self->n * self->n_setting; at++)
        if (self->paid[at] != 0.0 || self->places[at] != 0.0)
            self->part[self->n_part++] =
                (struct s251_part){ at / self->n_setting, at % self->n_setting, self->paid[at],
                                    self->places[at] };
}

void
s251_keep_used(struct s251 *self)
{
    const size_t n_setting = self->n_setting;
    size_t n = 0;
    for (size_t i = 0; i < self->n; i++) {
        if (!is_used(self, i))
            continue;
        memmove(self->paid + n * n_setting, self->paid + i * n_setting,
                n_setting * sizeof *self->paid);
        memmove(self->places + n * n_setting, self->places + i * n_setting,
                n_setting * sizeof *self->places);
        for (size_t k = 0; k < self->n_own; k++)
            if (self->line_of_own[k] == i)
                self->line_of_own[k] = n;
        self->code[n++] = self->code[i];
    }
    self->n = n;
    list_parts(self);
}

/* ---- fields */

static const struct field line_share_row[] = {
    TEXT("s251", MUST, AT(line_share_in, s251), "\"1.2.1\"",
         "Line of the section 251 return: 1.0.2 or 1.2.1 to 1.2.13."),
    NUMBER("share", "share", 0, 1, MUST, AT(line_share_in, share), "0.4",
           "Part of the setting's fees or top-ups that falls on it; those of a price add up to "
           "1."),
};
const struct field_table line_share_fields = TABLE_OF(line_share_in, line_share_row, "s251");
