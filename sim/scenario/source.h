/* source.h: the text of a scenario, from its file and the files it includes, made safe for
 * libconfig 1.5.
 *
 * Files are read here, not by libconfig, so that `@include "shared.cfg"` is found next to the file
 * that names it, and every flat line knows its own file and line. The text is checked before
 * libconfig sees it, because libconfig stops at the first slip and says only "syntax error", wraps
 * integers beyond 32 bits silently (5000000000 reads as 705032704), and leaks on an open string.
 * Read this way, all slips of writing are reported together, each with the text it is about and
 * what to write instead.
 *
 * Accepted: a UTF-8 byte order mark, Windows line ends, whole numbers among fractions in an array.
 * Comments do not reach the flat text. */
#ifndef SOURCE_H
#define SOURCE_H

#include "arena.h"
#include "bytes.h"
#include "fault.h"

#include <stdbool.h>
#include <stddef.h>

/* SOURCE_MAX_BYTES: of one file, and of a scenario with all it includes. SOURCE_MAX_NAMES: in one
 * group, where each is compared with all before it, here and by libconfig; the file itself is the
 * largest, with some 60. */
enum {
    SOURCE_MAX_BYTES = 8 << 20,
    SOURCE_MAX_FILES = 1000,
    SOURCE_MAX_INCLUDE = 16,
    SOURCE_MAX_DEPTH = 32,
    SOURCE_MAX_NAMES = 2000
};

struct input_file {
    const char *path;        /* as the user gave it; an included one as seen from there */
    const char *name;        /* in a folder that holds all of them as they lie to each other
                                (input_names.h); NULL until all are read */
    const char *bytes;       /* in the arena, or embedded */
    size_t size;             /* of bytes */
    bool elsewhere;          /* named by an absolute path, or by a file that is */
    bool by_set;             /* named on the command line: its name in a record is where it lies */
    char sha256[DIGEST_HEX]; /* of its bytes */
};

/* A name that has been given in a group that is still open. */
struct source_name {
    const char *text;
    unsigned line;
    struct source_name *next;
};

enum source_kind { KIND_NONE, KIND_TEXT, KIND_NUMBER, KIND_BOOL };

/* An open group, list or array of the flat text; level 0 is the file itself. */
struct source_level {
    char bracket; /* '{', '(', '[', or 0 */
    unsigned line;
    struct source_name *name;
    size_t n_name;
    enum source_kind kind; /* of the values of an array, from the first on */
};

/* What may come next. */
enum source_state {
    STATE_NAME,    /* in a group: a name, or its end */
    STATE_EQUALS,  /* after a name */
    STATE_VALUE,   /* after '=', or in a list after a comma */
    STATE_ELEMENT, /* just inside a list: a value, or its end */
    STATE_AFTER,   /* after a value */
    STATE_LOST, /* after a slip that makes what follows unreadable: only numbers and characters are
                   still checked */
};

struct source {
    struct arena *arena;   /* borrowed */
    struct faults *faults; /* borrowed */
    bool sealed;           /* no @include: the text is not from a file */
    bool unreadable; /* a fault that leaves the flat text unfit for libconfig; others have been
                        written as they should be */

    char *text; /* owned; the flat text, NUL-terminated */
    size_t size, capacity;
    unsigned line; /* of the flat text, from 1 */
    struct source_span {
        unsigned flat, line; /* flat lines from here on are this file's lines from `line` on */
        size_t file;
    } * span; /* owned */
    size_t n_span, capacity_span;
    struct input_file *file; /* owned */
    size_t n_file, capacity_file;
    size_t size_read; /* of the files whose text is in the scenario */
    bool elsewhere;   /* what is being opened is named by an absolute path */
    struct source_open {
        size_t file;
        unsigned long device, inode;
    } open[SOURCE_MAX_INCLUDE]; /* the chain of includes */
    size_t n_open;

    enum source_state state;
    struct source_level level[SOURCE_MAX_DEPTH];
    size_t n_level;         /* at least 1 */
    enum source_kind after; /* of the value just read: text may be continued by another text */
};

void source_init(struct source *self, struct arena *arena, struct faults *faults);
void source_release(struct source *self);

/* Reads a file with all it includes. Everything wrong is in faults; the flat text is fit for
 * libconfig unless `unreadable`. */
void source_read(struct source *self, const char *path);
/* The same for a text in memory, which may include nothing. `name` stands for its file. */
void source_text(struct source *self, const char *name, const char *text, size_t size);

/* Reads a table that a key names, next to the file that the key is in (`where`: "kingston.cfg:14",
 * or "--set": next to the scenario), and adds it to the files. Its path as messages name it, and
 * its bytes, which the caller frees; NULL after a fault. */
const char *source_table(struct source *self, const char *path, const char *where, char **bytes,
                         size_t *size);

/* "kingston.cfg:14" for a line of the flat text. */
const char *source_where(const struct source *self, unsigned flat_line);

/* ---- for scan.c and syntax.c */
void source_fault(struct source *self, const char *where, const char *fmt, ...)
    HR_PRINTF(3, 4); /* and unreadable */
void source_include(struct source *self, const char *path, const char *where);
void source_emit(struct source *self, const char *text, size_t size);
void source_newline(struct source *self);
/* One file's text: checks it and adds it to the flat text. */
void scan_text(struct source *self, const char *text, size_t size);

/* The order of names, signs and values: libconfig's grammar, with its own words for each way to
 * break it. Each takes one token. */
void syntax_name(struct source *self, const char *name, size_t length);
void syntax_value(struct source *self, const char *shown, size_t length, enum source_kind kind);
void syntax_sign(struct source *self, char sign);
void syntax_open(struct source *self, char bracket);
void syntax_close(struct source *self, char bracket);
/* The end of a file that began at this depth. */
void syntax_finish(struct source *self, size_t depth);

#endif
