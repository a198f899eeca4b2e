/* Columns of all futures: what went in by rows comes out by columns, from memory or from a file. */
#include "kept.h"

#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_COLUMN = 90, N_LIKE = 30, N = 1000 };

struct memory_file { /* a file of the test's */
    struct kept_file file;
    unsigned char *bytes; /* owned */
    size_t size, room;    /* of the disk; put fails beyond it */
    size_t n_put;
    uint64_t promised;
    bool broken; /* nothing can be read */
};

static int
begin(struct kept_file *self, uint64_t bytes, struct hr_err *err)
{
    struct memory_file *file = (struct memory_file *)(void *)self;
    (void)err;
    file->promised = bytes;
    return 0;
}

static int
put(struct kept_file *self, const void *data, size_t size, struct hr_err *err)
{
    struct memory_file *file = (struct memory_file *)(void *)self;
    if (file->size + size > file->room)
        return hr_fail(err, HR_EWRITE, "the disk is full");
    file->bytes = realloc(file->bytes, file->size + size);
    cr_assert_not_null(file->bytes);
    memcpy(file->bytes + file->size, data, size);
    file->size += size;
    file->n_put++;
    return 0;
}

static int
get(struct kept_file *self, uint64_t offset, void *out, size_t size, struct hr_err *err)
{
    struct memory_file *file = (struct memory_file *)(void *)self;
    if (file->broken || offset + size > file->size)
        return hr_fail(err, HR_EIO, "the file is not there any more");
    memcpy(out, file->bytes + offset, size);
    return 0;
}

static struct memory_file
file_of(size_t room)
{
    return (struct memory_file){ .file = { begin, put, get }, .room = room };
}

/* The number of a column in a future: of several kinds, and often that of the column it is like. */
static double
number(size_t column, size_t future)
{
    if (column >= N_LIKE && future % (column / N_LIKE + 1) == 0)
        return number(column % N_LIKE, future);
    const double x = sin((double)(column * 7919 + future * 104729));
    return column % 3 == 0 ? floor(100.0 * x) : column % 3 == 1 ? x : (double)column;
}

/* Two threads' rows in turns, some futures to each. */
static int
fill(struct kept *kept, struct hr_err *err)
{
    struct kept_rows rows[2] = { { 0 }, { 0 } };
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < 2; i++)
        ret = kept_rows_init(&rows[i], kept, err);
    for (size_t future = 0; ret == 0 && future < N; future++) {
        struct kept_rows *const own = &rows[future / 7 % 3 == 0];
        double *cell = kept_cell(own, 0);
        for (size_t c = 0; c < N_COLUMN; c++, cell += KEPT_NEXT)
            *cell = number(c, future);
        ret = kept_rows_next(own, future, err);
    }
    for (size_t i = 0; ret == 0 && i < 2; i++)
        ret = kept_rows_end(&rows[i], err);
    for (size_t i = 0; i < 2; i++)
        kept_rows_release(&rows[i]);
    return ret;
}

static void
start(struct kept *kept, struct memory_file *file, size_t most_held)
{
    struct hr_err err = { 0 };
    cr_assert_eq(kept_init(kept, N_COLUMN, N, &err), 0, "%s", err.text);
    for (size_t c = 0; c < N_COLUMN; c++)
        kept->like[c] = c % N_LIKE;
    kept->file = file == NULL ? NULL : &file->file;
    kept->most_held = most_held;
}

static void
expect_columns(struct kept *kept)
{
    struct hr_err err = { 0 };
    double out[N];
    for (size_t c = 0; c < N_COLUMN; c++) {
        double want[N];
        for (size_t future = 0; future < N; future++)
            want[future] = number(c, future);
        cr_assert_eq(kept_read(kept, c, out, &err), 0, "%s", err.text);
        cr_assert_arr_eq(out, want, sizeof want, "column %zu", c);
        const double *lent = kept_borrow(kept, c), *twice = kept_borrow(kept, c);
        cr_expect_eq(lent, twice);
        cr_assert_arr_eq(lent, want, sizeof want, "column %zu", c);
        kept_return(kept, twice);
        cr_expect_eq(lent[N - 1], want[N - 1], "it is lent once more");
        kept_return(kept, lent);
    }
    cr_expect_eq(kept_check(kept, &err), 0);
}

Claim(kept, columns_are_what_rows_were)
{
    struct hr_err err = { 0 };
    struct kept kept;
    start(&kept, NULL, 0);
    cr_assert_eq(fill(&kept, &err), 0, "%s", err.text);
    expect_columns(&kept);
    kept_release(&kept);
}

/* Every block its own segment, several blocks a segment, and one that never fills. */
Claim(kept, what_memory_has_no_room_for_is_read_from_the_file)
{
    static const size_t most_held[] = { 0, 100000, 200000 };
    for (size_t i = 0; i < 3; i++) {
        struct hr_err err = { 0 };
        struct kept kept;
        struct memory_file file = file_of(SIZE_MAX / 2);
        start(&kept, &file, most_held[i]);
        cr_assert_eq(fill(&kept, &err), 0, "%s", err.text);
        cr_expect_gt(file.n_put, 0u);
        cr_expect_geq(file.promised, file.size);
        cr_expect_lt(file.promised, 2 * file.size);
        cr_expect_leq(kept.held_bytes, most_held[i]);
        expect_columns(&kept);
        kept_release(&kept);
        free(file.bytes);
    }
}

Claim(kept, a_full_disk_is_told_by_whoever_fills)
{
    struct hr_err err = { 0 };
    struct kept kept;
    struct memory_file file = file_of(20000);
    start(&kept, &file, 0);
    cr_expect_eq(fill(&kept, &err), HR_EWRITE);
    cr_expect_str_eq(err.text, "the disk is full");
    kept_release(&kept);
    free(file.bytes);
}

Claim(kept, a_column_that_cannot_be_read_is_told_when_it_is_asked)
{
    struct hr_err err = { 0 };
    struct kept kept;
    double out[N];
    struct memory_file file = file_of(SIZE_MAX / 2);
    start(&kept, &file, 0);
    cr_assert_eq(fill(&kept, &err), 0, "%s", err.text);
    file.broken = true;
    cr_expect_eq(kept_read(&kept, 1, out, &err), HR_EIO);
    cr_expect_eq(kept_check(&kept, &err), 0, "a read tells by itself");
    const double *lent = kept_borrow(&kept, 1);
    cr_expect_eq(lent[N - 1], 1.0, "what is lent can be divided by");
    kept_return(&kept, lent);
    cr_expect_eq(kept_check(&kept, &err), HR_EIO);
    cr_expect_not_null(strstr(err.text, "not there any more"));
    kept_release(&kept);
    free(file.bytes);
}

Claim(kept, more_simulations_than_there_can_be_are_an_error)
{
    struct hr_err err = { 0 };
    struct kept kept;
    cr_expect_eq(kept_init(&kept, N_COLUMN, (size_t)UINT32_MAX + 1, &err), HR_ENOMEM);
    cr_expect_not_null(strstr(err.text, "fewer simulations"));
    kept_release(&kept);
}
