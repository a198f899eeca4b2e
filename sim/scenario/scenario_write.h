/* scenario_write.h: inputs as the text of a scenario file.
 *
 * A walk over the fields: every key that was given and is not its default is written, so a key that
 * is added needs nothing here or in whoever writes. What a caller has to say of a key (a comment
 * above it, who says so) it says by the key's path.
 *
 *   static const struct scenario_remark remark[] = {
 *       { .path = "movers", .source = "net shifts of stocks", .confidence = "weak" },
 *       { .path = "movers.turnover", .comment = "gross moving over net shifts" },
 *   };
 *   struct scenario_writer w = { .in = &inputs, .remark = remark, .n_remark = 2, .digits = 6 };
 *   scenario_write(&w, "movers", &text);      "movers = {\n    source = ...\n};\n" */
#ifndef SCENARIO_WRITE_H
#define SCENARIO_WRITE_H

#include "inputs.h"
#include "text.h"

struct scenario_remark {
    const char *path;
    const char *comment;             /* lines; NULL: none. A quantity's range of 8 in 10 is added */
    const char *source, *confidence; /* of the numbers in it, in each element of a list; NULL: what
                                        is around it says */
};

struct scenario_writer { /* everything borrowed */
    const struct inputs *in;
    const struct scenario_remark *remark;
    size_t n_remark;
    int digits; /* significant ones of a number, 1 to 17; fewer where they give it back */
};

/* One key of the file with all that is in it; nothing where it is not given. A key with a remark is
 * written whatever its value; lines are at most 100 columns where a space allows. */
void scenario_write(const struct scenario_writer *self, const char *key, struct text *out);

#endif
