#include "kept.h"

#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 64, PIECE_BYTES = 1 << 20 };

struct kept_block {
    size_t n;                      /* rows */
    uint32_t replicate[PACK_ROWS]; /* of each */
    uint32_t *at;                  /* owned; [column + 1], in bytes; NULL: in a segment */
    unsigned char *bytes;          /* owned */
};

struct kept_segment { /* blocks in the file, their columns one behind the other */
    size_t first, last;
    uint64_t offset;
    uint32_t *at; /* owned; [column + 1], from the offset */
};

struct lent {
    double *x; /* owned */
    size_t n_borrower;
};

struct loan { /* before the numbers lent */
    size_t column;
    char rest[LINE_BYTES - sizeof(size_t)];
};

/* ---- all of it ---- */

int
kept_init(struct kept *self, size_t n_column, size_t n_replicate, struct hr_err *err)
{
    *self = (struct kept){ .n_column = n_column, .n_replicate = n_replicate };
    (void)pthread_mutex_init(&self->lock, NULL); /* POSIX: cannot fail with these attributes */
    if (n_replicate > UINT32_MAX || n_column > UINT32_MAX / PACK_MOST)
        return hr_fail(err, HR_ENOMEM,
                       "%zu simulations of %zu numbers are more than memory can hold; ask for "
                       "fewer simulations",
                       n_replicate, n_column);
    self->like = calloc(n_column + 1, sizeof *self->like);
    self->lent = calloc(n_column + 1, sizeof *self->lent);
    self->nothing = calloc(n_replicate + 1, sizeof *self->nothing);
    if (self->like == NULL || self->lent == NULL || self->nothing == NULL)
        return hr_fail(err, HR_ENOMEM,
                       "no memory for %zu simulations of %zu numbers; ask for fewer simulations",
                       n_replicate, n_column);
    for (size_t c = 0; c < n_column; c++)
        self->like[c] = c;
    return 0;
}

static void
release_bytes(struct kept_block *block)
{
    free(block->at);
    free(block->bytes);
    block->at = NULL;
    block->bytes = NULL;
}

static void
release_loan(double *x)
{
    if (x != NULL)
        free((char *)x - sizeof(struct loan));
}

void
kept_release(struct kept *self)
{
    for (size_t i = 0; i < self->n_block; i++) {
        release_bytes(self->block[i]);
        free(self->block[i]);
    }
    for (size_t i = 0; i < self->n_segment; i++)
        free(self->segment[i].at);
    for (size_t c = 0; self->lent != NULL && c < self->n_column; c++)
        release_loan(self->lent[c].x);
    free(self->block);
    free(self->segment);
    free(self->lent);
    free(self->like);
    free(self->nothing);
    (void)pthread_mutex_destroy(&self->lock);
    *self = (struct kept){ 0 };
}

/* ---- into the file ---- */

struct piece { /* of a file that is being written */
    struct kept *kept;
    unsigned char *bytes; /* owned */
    size_t n;
};

static int
piece_put(struct piece *self, struct hr_err *err)
{
    const int ret =
        self->n == 0 ? 0 : self->kept->file->put(self->kept->file, self->bytes, self->n, err);
    if (ret == 0)
        self->kept->file_bytes += self->n;
    self->n = 0;
    return ret;
}

static int
piece_add(struct piece *self, const unsigned char *bytes, size_t n, struct hr_err *err)
{
    const int ret = self->n + n > PIECE_BYTES ? piece_put(self, err) : 0;
    memcpy(self->bytes + self->n, bytes, n); /* at most PACK_MOST */
    self->n += n;
    return ret;
}

/* Writes the held blocks, column by column; at: [column + 1]. */
static int
write_columns(struct kept *self, uint32_t *at, struct hr_err *err)
{
    struct piece piece = { .kept = self, .bytes = malloc(PIECE_BYTES) };
    int ret = piece.bytes == NULL ? hr_fail(err, HR_ENOMEM, "no memory to write results") : 0;
    for (size_t c = 0; ret == 0 && c < self->n_column; c++) {
        at[c + 1] = at[c];
        for (size_t i = self->first_held; ret == 0 && i < self->n_block; i++) {
            const struct kept_block *block = self->block[i];
            const uint32_t n = block->at[c + 1] - block->at[c];
            ret = piece_add(&piece, block->bytes + block->at[c], n, err);
            at[c + 1] += n;
        }
    }
    if (ret == 0)
        ret = piece_put(&piece, err);
    free(piece.bytes);
    return ret;
}

/* As many bytes as all futures take, if the others are like those held. */
static int
start_file(struct kept *self, struct hr_err *err)
{
    const double bytes = (double)self->held_bytes / (double)self->n_row * (double)self->n_replicate;
    return self->file->start(self->file, (uint64_t)bytes, err);
}

/* The held blocks become a segment. */
static int
write_segment(struct kept *self, struct hr_err *err)
{
    int ret = self->n_segment == 0 ? start_file(self, err) : 0;
    if (ret != 0)
        return ret;
    struct kept_segment *grown =
        reallocarray(self->segment, self->n_segment + 1, sizeof *self->segment);
    uint32_t *at = calloc(self->n_column + 1, sizeof *at);
    if (grown != NULL)
        self->segment = grown;
    if (grown == NULL || at == NULL) {
        free(at);
        return hr_fail(err, HR_ENOMEM, "no memory to write results");
    }
    self->segment[self->n_segment++] = (struct kept_segment){
        .first = self->first_held, .last = self->n_block, .offset = self->file_bytes, .at = at
    };
    ret = write_columns(self, at, err);
    for (; ret == 0 && self->first_held < self->n_block; self->first_held++)
        release_bytes(self->block[self->first_held]);
    self->held_bytes = 0;
    return ret;
}

/* ---- rows ---- */

int
kept_rows_init(struct kept_rows *self, struct kept *kept, struct hr_err *err)
{
    const size_t n = kept->n_column + 1;
    *self = (struct kept_rows){ .kept = kept };
    self->number = aligned_alloc(LINE_BYTES, n * PACK_ROWS * sizeof *self->number);
    self->packed = malloc(n * PACK_MOST);
    return self->number != NULL && self->packed != NULL
               ? 0
               : hr_fail(err, HR_ENOMEM, "no memory for %zu numbers of %d simulations", n,
                         (int)PACK_ROWS);
}

void
kept_rows_release(struct kept_rows *self)
{
    free(self->number);
    free(self->packed);
    *self = (struct kept_rows){ 0 };
}

/* The rows' numbers of one column. */
static void
gather(const struct kept_rows *self, size_t column, double x[PACK_ROWS])
{
    for (size_t i = 0; i < self->n; i += KEPT_NEXT)
        memcpy(x + i, self->number + (i * self->kept->n_column + column * KEPT_NEXT),
               KEPT_NEXT * sizeof *x);
}

/* Packs all columns, one behind the other; at: [column + 1]. */
static void
pack_rows(struct kept_rows *self, uint32_t *at)
{
    const size_t *like = self->kept->like;
    double x[PACK_ROWS], as[PACK_ROWS];
    for (size_t c = 0; c < self->kept->n_column; c++) {
        gather(self, c, x);
        if (like[c] != c)
            gather(self, like[c], as);
        at[c + 1] =
            at[c] + (uint32_t)pack(x, like[c] != c ? as : NULL, self->n, self->packed + at[c]);
    }
}

/* A block of the packed rows, which takes `at` over; NULL: no memory. */
static struct kept_block *
new_block(const struct kept_rows *self, uint32_t *at)
{
    struct kept_block *block = calloc(1, sizeof *block);
    if (block == NULL) {
        free(at);
        return NULL;
    }
    *block = (struct kept_block){ .n = self->n, .at = at };
    const size_t size = at[self->kept->n_column];
    memcpy(block->replicate, self->replicate, self->n * sizeof *self->replicate);
    block->bytes = malloc(size + PACK_SLACK);
    if (block->bytes == NULL) {
        release_bytes(block);
        free(block);
        return NULL;
    }
    memcpy(block->bytes, self->packed, size);
    memset(block->bytes + size, 0, PACK_SLACK);
    return block;
}

/* Takes the block over, which may be NULL. */
static int
add_block(struct kept *self, struct kept_block *block, struct hr_err *err)
{
    if (block != NULL && self->n_block == self->block_room) {
        const size_t room = 2 * self->block_room + 16;
        struct kept_block **grown = reallocarray(self->block, room, sizeof *grown);
        if (grown == NULL) {
            release_bytes(block);
            free(block);
            block = NULL;
        } else {
            self->block = grown;
            self->block_room = room;
        }
    }
    if (block == NULL)
        return hr_fail(err, HR_ENOMEM,
                       "no memory to keep %zu simulations; ask for fewer simulations",
                       self->n_replicate);
    self->block[self->n_block++] = block;
    self->n_row += block->n;
    self->held_bytes += block->at[self->n_column] + (self->n_column + 1) * sizeof *block->at;
    return self->file != NULL && self->held_bytes > self->most_held ? write_segment(self, err) : 0;
}

int
kept_rows_end(struct kept_rows *self, struct hr_err *err)
{
    if (self->n == 0)
        return 0;
    uint32_t *at = calloc(self->kept->n_column + 1, sizeof *at);
    struct kept_block *block = NULL;
    if (at != NULL) {
        pack_rows(self, at);
        block = new_block(self, at);
    }
    self->n = 0;
    (void)pthread_mutex_lock(&self->kept->lock);
    const int ret = add_block(self->kept, block, err);
    (void)pthread_mutex_unlock(&self->kept->lock);
    return ret;
}

int
kept_rows_next(struct kept_rows *self, size_t replicate, struct hr_err *err)
{
    self->replicate[self->n++] = (uint32_t)replicate;
    return self->n == PACK_ROWS ? kept_rows_end(self, err) : 0;
}

int
kept_end(struct kept *self, struct hr_err *err)
{
    return self->n_segment > 0 && self->first_held < self->n_block ? write_segment(self, err) : 0;
}

/* ---- columns ---- */

static int
read_segment(const struct kept *self, const struct kept_segment *segment, size_t column,
             double *out, struct hr_err *err)
{
    const size_t size = segment->at[column + 1] - segment->at[column];
    unsigned char *bytes = calloc(size + PACK_SLACK, 1);
    size_t at = 0;
    int ret = bytes == NULL ? hr_fail(err, HR_ENOMEM, "no memory to read results")
                            : self->file->get(self->file, segment->offset + segment->at[column],
                                              bytes, size, err);
    for (size_t i = segment->first; ret == 0 && i < segment->last; i++)
        at += unpack(bytes + at, self->block[i]->n, self->block[i]->replicate, out);
    free(bytes);
    return ret;
}

int
kept_read_over(const struct kept *self, size_t column, double *out, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < self->n_segment; i++)
        ret = read_segment(self, &self->segment[i], column, out, err);
    for (size_t i = self->first_held; ret == 0 && i < self->n_block; i++) {
        const struct kept_block *block = self->block[i];
        (void)unpack(block->bytes + block->at[column], block->n, block->replicate, out);
    }
    return ret;
}

int
kept_read(const struct kept *self, size_t column, double *out, struct hr_err *err)
{
    const size_t like = self->like[column];
    int ret = 0;
    if (like != column)
        ret = kept_read(self, like, out, err);
    else if (self->n_row < self->n_replicate) /* futures that were not run are 0 */
        memset(out, 0, self->n_replicate * sizeof *out);
    return ret != 0 ? ret : kept_read_over(self, column, out, err);
}

/* ---- loans ---- */

/* NULL, with the fault noted, when it cannot be had. */
static double *
lend(struct kept *self, size_t column)
{
    struct hr_err err = { 0 };
    const size_t lines = (self->n_replicate * sizeof(double) + LINE_BYTES - 1) / LINE_BYTES;
    struct loan *loan = aligned_alloc(LINE_BYTES, sizeof *loan + lines * LINE_BYTES);
    double *x = loan == NULL ? NULL : (double *)(void *)(loan + 1);
    int ret = 0;
    if (loan == NULL)
        ret = hr_fail(&err, HR_ENOMEM, "no memory to read %zu simulations", self->n_replicate);
    else {
        loan->column = column;
        ret = kept_read(self, column, x, &err);
    }
    if (ret == 0)
        return x;
    if (self->err.code == 0)
        self->err = err;
    free(loan);
    return NULL;
}

/* In memory that is not touched before. */
static const double *
ones(struct kept *self)
{
    for (size_t k = 0; k < self->n_replicate && self->nothing[k] != 1.0; k++)
        self->nothing[k] = 1.0;
    return self->nothing;
}

const double *
kept_borrow(struct kept *self, size_t column)
{
    (void)pthread_mutex_lock(&self->lock);
    struct lent *lent = &self->lent[column];
    if (lent->x == NULL)
        lent->x = lend(self, column);
    lent->n_borrower += lent->x != NULL;
    const double *x = lent->x != NULL ? lent->x : ones(self);
    (void)pthread_mutex_unlock(&self->lock);
    return x;
}

void
kept_return(struct kept *self, const double *column)
{
    if (column == self->nothing)
        return;
    (void)pthread_mutex_lock(&self->lock);
    const struct loan *loan = (const void *)((const char *)column - sizeof *loan);
    struct lent *lent = &self->lent[loan->column];
    if (--lent->n_borrower == 0) {
        release_loan(lent->x);
        lent->x = NULL;
    }
    (void)pthread_mutex_unlock(&self->lock);
}

int
kept_check(struct kept *self, struct hr_err *err)
{
    return self->err.code == 0 ? 0 : hr_fail(err, self->err.code, "%s", self->err.text);
}
