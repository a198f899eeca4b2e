/* Statistical neighbours: a row an authority, its ten nearest beside it. */
#include "authority.h"
#include "evidence_traps.h"
#include "money_in.h"
#include "text.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_RANK = 10, HEADER_WITHIN = 40, YEAR = 2025 };

static const char CODE[] = "@(la number|old_la_code|la code|la no|la_number|dfe_code|lano)";

static size_t
find_header(const struct grid *grid)
{
    for (size_t row = 0; row < grid->n_row && row < HEADER_WITHIN; row++)
        if (grid_find(grid, row, CODE) != SIZE_MAX &&
            grid_find(grid, row, "sn?([ _])10") != SIZE_MAX)
            return row;
    return SIZE_MAX;
}

bool
neighbours_is(const struct grid *grid)
{
    return find_header(grid) != SIZE_MAX;
}

/* By number or name; NULL: neither, as with how near it is ("Close"). */
static const struct authority *
authority_in(const struct grid *grid, size_t row, size_t column)
{
    const char *text = grid_cell(grid, row, column);
    const struct authority *found = authority_by_code(text);
    return found != NULL ? found : authority_by_name(text);
}

/* The neighbour of a rank: the workbook has three columns of one name, the neighbour's name, how
 * near it is, and its number. */
static const struct authority *
neighbour(const struct grid *grid, const size_t at[2], int rank)
{
    char pattern[24];
    (void)snprintf(pattern, sizeof pattern, "sn?([ _])%d", rank);
    for (size_t i = 0; i < grid->row[at[0]].n; i++) {
        const struct authority *found =
            grid_like(grid_cell(grid, at[0], i), pattern) ? authority_in(grid, at[1], i) : NULL;
        if (found != NULL)
            return found;
    }
    return NULL;
}

static int
year_in(const char *name)
{
    for (const char *at = name; *at != '\0'; at++)
        if (strncmp(at, "20", 2) == 0 && strspn(at, "0123456789") == 4 &&
            (at == name || !isdigit((unsigned char)at[-1])))
            return atoi(at);
    return YEAR;
}

struct lost { /* what the file has and nobody knows */
    size_t n_neighbour;
    struct findings authority; /* owned until said */
};

static int
take_row(struct evidence *to, const struct grid *grid, const size_t at[2], struct lost *lost,
         struct hr_err *err)
{
    struct observation item = { .measure = EVIDENCE_NEIGHBOUR,
                                .year = (short)year_in(text_base(grid->name)),
                                .from_age = ALL_AGES,
                                .to_age = ALL_AGES,
                                .category = ALL_CATEGORIES,
                                .need = ALL_NEEDS };
    const struct authority *authority =
        authority_by_code(grid_cell(grid, at[1], grid_find(grid, at[0], CODE)));
    if (authority == NULL && grid_n_filled(grid, at[1]) > N_RANK)
        findings_add(&lost->authority, 1.0, "row %zu ('%.40s')", grid->row[at[1]].line,
                     grid_cell(grid, at[1], grid_find(grid, at[0], CODE)));
    if (authority == NULL)
        return 0; /* a note */
    int ret = authority_add(authority, to, &item.area, err);
    for (int rank = 1; rank <= N_RANK && ret == 0; rank++) {
        const struct authority *near = neighbour(grid, at, rank);
        lost->n_neighbour += near == NULL;
        if (near == NULL)
            continue;
        item.part = (short)rank;
        item.count = atoi(near->code);
        ret = evidence_add(to, &item, err);
    }
    return ret;
}

int
neighbours_read(struct evidence *to, const struct grid *grid, struct hr_err *err)
{
    const size_t header = find_header(grid);
    struct lost lost = { 0 };
    char opening[200];
    int ret = 0;
    for (size_t row = header + 1; row < grid->n_row && ret == 0; row++)
        ret = take_row(to, grid, (size_t[2]){ header, row }, &lost, err);
    if (ret == 0 && lost.n_neighbour > 0)
        ret = evidence_remark(to, err,
                              "missing: %s: %zu neighbours are neither a number nor a name of an "
                              "authority that is known",
                              text_base(grid->name), lost.n_neighbour);
    (void)snprintf(opening, sizeof opening,
                   "missing: %.100s: rows of no authority of England that is known, left out",
                   text_base(grid->name));
    if (ret == 0)
        ret = findings_say(&lost.authority, opening, to, err);
    findings_release(&lost.authority);
    return ret;
}
