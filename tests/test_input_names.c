/* What files are called among the inputs of a run. */
#include "input_names.h"
#include "text.h"
#include "claim.h"

#include <string.h>

enum { MOST = 4 };
#define N(list) (sizeof(list) / sizeof(list)[0])

Claim(input_names, files_keep_their_places_to_each_other_and_no_more)
{
    static const struct {
        const char *here;
        size_t n;
        const char *path[MOST], *name[MOST];
        bool elsewhere[MOST];
    } row[] = {
        { "/home/ann", 1, { "a.cfg" }, { "a.cfg" }, { false } },
        { "/home/ann", 1, { "/srv/x/../a.cfg" }, { "a.cfg" }, { false } },
        { "/home/ann",
          2,
          { "town/a.cfg", "town/../shared/t.csv" },
          { "town/a.cfg", "shared/t.csv" },
          { false } },
        { "/home/ann/town", 2, { "a.cfg", "./../t.csv" }, { "town/a.cfg", "t.csv" }, { false } },
        { "/home/ann", 2, { "x/a.cfg", "x/t/b.csv" }, { "a.cfg", "t/b.csv" }, { false } },
        { "/home/ann", 2, { "x/ab/a.cfg", "x/ac/b.csv" }, { "ab/a.cfg", "ac/b.csv" }, { false } },
        { "/home/ann",
          3,
          { "x/a.cfg", "/srv/t.csv", "x/b.cfg" },
          { "a.cfg", "elsewhere/t.csv", "b.cfg" },
          { false, true } },
        { "/home/ann",
          4,
          { "x/a.cfg", "/srv/t.csv", "/opt/t.csv", "/srv/./t.csv" },
          { "a.cfg", "elsewhere/t.csv", "elsewhere/2/t.csv", "elsewhere/t.csv" },
          { false, true, true, true } },
        { "/", 2, { "a.cfg", "../../t.csv" }, { "a.cfg", "t.csv" }, { false } },
    };
    for (size_t i = 0; i < N(row); i++) {
        struct arena arena;
        struct input_file file[MOST + 1] = { { .path = NULL } };
        arena_init(&arena);
        for (size_t k = 0; k < row[i].n; k++)
            file[k] =
                (struct input_file){ .path = row[i].path[k], .elsewhere = row[i].elsewhere[k] };
        file[row[i].n].path = "england.cfg";
        input_names(file, row[i].n + 1, row[i].here, &arena);
        for (size_t k = 0; k < row[i].n; k++)
            cr_expect_str_eq(file[k].name, row[i].name[k], "row %zu, file %zu", i, k);
        cr_expect_str_eq(file[row[i].n].name, "embedded/england.cfg");
        cr_expect(!arena.failed);
        arena_release(&arena);
    }
}

Claim(input_names, a_path_is_shown_without_its_machine)
{
    cr_expect_str_eq(text_base("/home/ann/a.cfg:14"), "a.cfg:14");
    cr_expect_str_eq(text_base("a.cfg"), "a.cfg");
    cr_expect_str_eq(text_path("../june/a.cfg"), "../june/a.cfg");
    cr_expect_str_eq(text_path("/home/ann/june"), "june");
}
