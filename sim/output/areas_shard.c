/* Shards of a run of many areas as files. */
#include "areas_shard.h"

#include "json_build.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char magic[] = "headroom-areas/1\n";

enum { EXACT_DIGITS = 17, MOST_YEARS = 200, MOST_SCENARIOS = 1000 };
static const double MOST_FUTURES = 1e7, MOST_ROWS = 1e6;

/* The bytes of 1.0: doubles are written as the machine has them. */
struct byte_order {
    char hex[2 * sizeof(double) + 1];
};

static struct byte_order
byte_order(void)
{
    const double one = 1.0;
    unsigned char byte[sizeof one];
    struct byte_order out;
    memcpy(byte, &one, sizeof one);
    for (size_t i = 0; i < sizeof one; i++)
        snprintf(&out.hex[2 * i], 3, "%02x", byte[i]);
    return out;
}

/* ---- writing */

static int
cannot_write(struct hr_err *err)
{
    return hr_fail(err, HR_EWRITE, "cannot write what is kept of the areas: %s", strerror(errno));
}

/* Takes the object over. */
static int
put_line(FILE *out, json_t *json, struct hr_err *err)
{
    char *line = json == NULL
                     ? NULL
                     : json_build_dump(json, JSON_COMPACT | JSON_REAL_PRECISION(EXACT_DIGITS));
    json_decref(json);
    if (line == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for what is kept of the areas");
    const int ret = fprintf(out, "%s\n", line) < 0 ? cannot_write(err) : 0;
    free(line);
    return ret;
}

static json_t *
header_json(const struct areas_header *header)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return NULL;
    json_build_text(&b, root, "version", header->version);
    json_build_text(&b, root, "git_commit", header->commit);
    json_build_text(&b, root, "rng", header->rng);
    json_build_text(&b, root, "gsl", header->gsl);
    json_build_text(&b, root, "byte_order", byte_order().hex);
    json_build_whole(&b, root, "seed", header->seed);
    json_build_whole(&b, root, "simulations", (double)header->n_future);
    json_build_text(&b, root, "list", header->list);
    json_build_text(&b, root, "list_sha256", header->list_sha256);
    json_build_texts(&b, root, "only", header->only, header->n_only);
    json_build_texts(&b, root, "set", header->set, header->n_set);
    json_build_whole(&b, root, "rows", (double)header->n_row);
    json_build_whole(&b, root, "shard", (double)header->shard);
    json_build_whole(&b, root, "of", (double)header->n_shard);
    if (b.failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}

int
areas_shard_begin(FILE *out, const struct areas_header *header, struct hr_err *err)
{
    if (fputs(magic, out) < 0)
        return cannot_write(err);
    return put_line(out, header_json(header), err);
}

int
areas_shard_put(FILE *out, const struct areas_entry *entry, const double *column, size_t n_future,
                struct hr_err *err)
{
    const size_t n = entry->n_fault > 0 ? 0 : areas_n_column(entry) * n_future;
    const int ret = put_line(out, areas_entry_json(entry), err);
    if (ret != 0 || n == 0)
        return ret;
    return fwrite(column, sizeof *column, n, out) == n ? 0 : cannot_write(err);
}

int
areas_shard_end(FILE *out, size_t n_entry, struct hr_err *err)
{
    const int ret = put_line(out, json_pack("{s:I}", "end", (json_int_t)n_entry), err);
    return ret == 0 && fflush(out) != 0 ? cannot_write(err) : ret;
}

/* ---- reading */

static int HR_PRINTF(3, 4)
    is_no_shard(const struct areas_shard *self, struct hr_err *err, const char *fmt, ...)
{
    char why[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    return hr_fail(err, HR_ESCENARIO, "'%s' is no shard of 'headroom run --areas': %s", self->path,
                   why);
}

/* A line of JSON; *out is the caller's. */
static int
take_line(struct areas_shard *self, json_t **out, struct hr_err *err)
{
    char *line = NULL;
    size_t capacity = 0;
    json_error_t why;
    *out = NULL;
    if (json_build_memory("what is kept of the areas", err) != 0)
        return HR_ENOMEM;
    const ssize_t n = getline(&line, &capacity, self->file);
    *out = n < 0 ? NULL : json_loadb(line, (size_t)n, JSON_REJECT_DUPLICATES, &why);
    free(line);
    if (n < 0)
        return is_no_shard(self, err, "it ends too early; was it written to its end?");
    return *out == NULL ? is_no_shard(self, err, "it is damaged: %s", why.text) : 0;
}

static const char *
text_at(struct areas_shard *self, const json_t *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json, key));
    return text == NULL ? "" : arena_text(&self->arena, text, strlen(text));
}

static double
number_at(const json_t *json, const char *key)
{
    return json_number_value(json_object_get(json, key));
}

/* 0 where it is none that can be. */
static size_t
count_at(const json_t *json, const char *key)
{
    const double count = number_at(json, key);
    return count >= 1.0 && count <= MOST_ROWS ? (size_t)count : 0;
}

static const char *const *
texts_at(struct areas_shard *self, const json_t *json, const char *key, size_t *n)
{
    const json_t *list = json_object_get(json, key);
    const char **text = arena_zero(&self->arena, json_array_size(list), sizeof *text);
    *n = text == NULL ? 0 : json_array_size(list);
    for (size_t i = 0; i < *n; i++) {
        const char *of = json_string_value(json_array_get(list, i));
        text[i] = of == NULL ? "" : arena_text(&self->arena, of, strlen(of));
    }
    return text;
}

static int
take_header(struct areas_shard *self, const json_t *json, struct hr_err *err)
{
    struct areas_header *out = &self->header;
    const double n_future = number_at(json, "simulations");
    *out = (struct areas_header){
        .version = text_at(self, json, "version"),
        .commit = text_at(self, json, "git_commit"),
        .rng = text_at(self, json, "rng"),
        .gsl = text_at(self, json, "gsl"),
        .seed = number_at(json, "seed"),
        .list = text_at(self, json, "list"),
        .list_sha256 = text_at(self, json, "list_sha256"),
    };
    out->only = texts_at(self, json, "only", &out->n_only);
    out->set = texts_at(self, json, "set", &out->n_set);
    out->n_row = count_at(json, "rows");
    out->shard = count_at(json, "shard");
    out->n_shard = count_at(json, "of");
    if (strcmp(text_at(self, json, "byte_order"), byte_order().hex) != 0)
        return is_no_shard(self, err, "it was written on a machine with another order of bytes");
    if (!(n_future >= 1.0 && n_future <= MOST_FUTURES) || out->shard < 1 ||
        out->shard > out->n_shard)
        return is_no_shard(self, err, "its header is damaged");
    out->n_future = (size_t)n_future;
    return 0;
}

static int
take_entry(struct areas_shard *self, const json_t *json, struct hr_err *err)
{
    struct areas_entry *entry = &self->entry[self->n_entry];
    const int ret = areas_entry_of(json, &self->arena, entry, err);
    if (ret != 0)
        return ret;
    if (entry->n_year > MOST_YEARS || entry->n_scenario > MOST_SCENARIOS)
        return is_no_shard(self, err, "area '%s' has %zu years and %zu scenarios", entry->area,
                           entry->n_year, entry->n_scenario);
    const long long offset = ftello(self->file);
    const size_t size =
        entry->n_fault > 0 ? 0 : areas_n_column(entry) * self->header.n_future * sizeof(double);
    if ((long long)size > self->size - offset)
        return is_no_shard(self, err, "it ends within area '%s'", entry->area);
    self->offset[self->n_entry++] = offset;
    return fseeko(self->file, (off_t)size, SEEK_CUR) == 0
               ? 0
               : is_no_shard(self, err, "it cannot be read: %s", strerror(errno));
}

static int
take_entries(struct areas_shard *self, struct hr_err *err)
{
    const size_t n_row = self->header.n_row, /* each has a byte at least */
        n_most = n_row < (size_t)self->size ? n_row : (size_t)self->size;
    self->entry = arena_zero(&self->arena, n_most, sizeof *self->entry);
    self->offset = arena_zero(&self->arena, n_most, sizeof *self->offset);
    int ret = arena_check(&self->arena, err);
    for (bool more = true; ret == 0 && more;) {
        json_t *json = NULL;
        ret = take_line(self, &json, err);
        const json_t *end = json_object_get(json, "end");
        more = end == NULL;
        if (ret == 0 && more && self->n_entry == n_most)
            ret = is_no_shard(self, err, "it has more areas than its list");
        else if (ret == 0 && more)
            ret = take_entry(self, json, err);
        else if (ret == 0 && json_integer_value(end) != (json_int_t)self->n_entry)
            ret = is_no_shard(self, err, "areas are missing");
        json_decref(json);
    }
    return ret;
}

static int
read_all(struct areas_shard *self, struct hr_err *err)
{
    char line[sizeof magic];
    json_t *json = NULL;
    if (fgets(line, sizeof line, self->file) == NULL || strcmp(line, magic) != 0)
        return is_no_shard(self, err, "it does not begin as one");
    int ret = take_line(self, &json, err);
    if (ret == 0)
        ret = take_header(self, json, err);
    json_decref(json);
    return ret == 0 ? take_entries(self, err) : ret;
}

int
areas_shard_open(struct areas_shard *self, const char *path, FILE *file, struct hr_err *err)
{
    *self = (struct areas_shard){ .path = path, .file = file };
    arena_init(&self->arena);
    if (file == NULL) {
        self->file = fopen(path, "rbe");
        self->owned = true;
    }
    if (self->file == NULL)
        return hr_fail(err, HR_EIO, "cannot read '%s': %s", path, strerror(errno));
    if (fseeko(self->file, 0, SEEK_END) != 0 || (self->size = ftello(self->file)) < 0)
        return is_no_shard(self, err, "it cannot be read: %s", strerror(errno));
    rewind(self->file);
    return read_all(self, err);
}

void
areas_shard_release(struct areas_shard *self)
{
    if (self->owned && self->file != NULL)
        (void)fclose(self->file);
    arena_release(&self->arena);
    *self = (struct areas_shard){ 0 };
}

int
areas_shard_read(const struct areas_shard *self, size_t entry, double *column, struct hr_err *err)
{
    const struct areas_entry *of = &self->entry[entry];
    const size_t n = areas_n_column(of) * self->header.n_future;
    char sha256[DIGEST_HEX];
    if (fseeko(self->file, (off_t)self->offset[entry], SEEK_SET) != 0 ||
        fread(column, sizeof *column, n, self->file) != n)
        return is_no_shard(self, err, "it ends within area '%s'", of->area);
    digest_bytes(column, n * sizeof *column, sha256);
    return strcmp(sha256, of->sha256) == 0
               ? 0
               : is_no_shard(self, err, "the numbers of area '%s' are damaged", of->area);
}

/* ---- are they parts of one run? */

static bool
same_texts(const char *const *a, size_t n_a, const char *const *b, size_t n_b)
{
    bool same = n_a == n_b;
    for (size_t i = 0; same && i < n_a; i++)
        same = strcmp(a[i], b[i]) == 0;
    return same;
}

const char *
areas_header_differs(const struct areas_header *a, const struct areas_header *b)
{
    if (strcmp(a->version, b->version) != 0 || strcmp(a->commit, b->commit) != 0 ||
        strcmp(a->rng, b->rng) != 0 || strcmp(a->gsl, b->gsl) != 0)
        return "version of the program";
    if (strcmp(a->list_sha256, b->list_sha256) != 0)
        return "list of areas";
    if (a->seed < b->seed || a->seed > b->seed)
        return "seed";
    if (a->n_future != b->n_future)
        return "number of simulated futures";
    if (!same_texts(a->only, a->n_only, b->only, b->n_only))
        return "--only";
    if (!same_texts(a->set, a->n_set, b->set, b->n_set))
        return "--set";
    return a->n_shard != b->n_shard ? "number of shards" : NULL;
}
