/* source.c, scan.c, syntax.c: from files to one flat text that libconfig can be given. Faults of
 * writing are in tests/bad. */
#include "temp_dir.h"
#include "source.h"
#include "claim.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
    struct arena arena;
    struct faults faults;
    struct source source;
    char dir[64], path[256];
};

static void
open_fixture(struct fixture *self)
{
    arena_init(&self->arena);
    faults_init(&self->faults);
    source_init(&self->source, &self->arena, &self->faults);
    temp_dir(self->dir, sizeof self->dir);
}

static void
close_fixture(struct fixture *self)
{
    source_release(&self->source);
    source_release(&self->source);
    faults_release(&self->faults);
    faults_release(&self->faults);
    arena_release(&self->arena);
    arena_release(&self->arena);
    temp_dir_remove(self->dir);
}

static void
write_text(struct fixture *self, const char *name, const char *text)
{
    temp_dir_write(self->dir, name, text, self->path, sizeof self->path);
}

/* The flat line on which a text stands. */
static unsigned
line_of(const struct source *source, const char *text)
{
    const char *at = strstr(source->text, text);
    unsigned line = 1;
    cr_assert_not_null(at, "no '%s' in: %s", text, source->text);
    for (const char *c = source->text; c < at; c++)
        line += *c == '\n';
    return line;
}

static void
expect_where(const struct fixture *self, const char *text, const char *file, unsigned line)
{
    char want[400];
    (void)snprintf(want, sizeof want, "%s/%s:%u", self->dir, file, line);
    cr_expect_str_eq(source_where(&self->source, line_of(&self->source, text)), want);
}

Claim(source, every_flat_line_knows_its_file_and_line)
{
    struct fixture f;
    open_fixture(&f);
    write_text(&f, "b.cfg", "\nb1 = 1;\n/* two\nlines */ b2 = 2;");
    write_text(&f, "a.cfg",
               "a1 = 1;\n# note\n  @include \"b.cfg\"   # where b is\na2 = 2;\n\na3 = 3;\n");
    source_read(&f.source, f.path);
    cr_assert_eq(f.faults.n, 0, "%s", f.faults.n > 0 ? f.faults.item[0].text : "");
    expect_where(&f, "a1", "a.cfg", 1);
    expect_where(&f, "b1", "b.cfg", 2);
    expect_where(&f, "b2", "b.cfg", 4);
    expect_where(&f, "a2", "a.cfg", 4);
    expect_where(&f, "a3", "a.cfg", 6);
    close_fixture(&f);
}

Claim(source, an_include_is_found_beside_the_file_that_names_it_whatever_the_working_folder)
{
    struct fixture f;
    open_fixture(&f);
    write_text(&f, "b.cfg", "b = 1;\n");
    write_text(&f, "a.cfg", "@include \"b.cfg\"\n");
    cr_assert_eq(chdir("/"), 0);
    source_read(&f.source, f.path);
    cr_assert_eq(f.faults.n, 0);
    cr_assert_eq(f.source.n_file, 2);
    expect_where(&f, "b = 1", "b.cfg", 1);
    close_fixture(&f);
}

Claim(source, an_include_may_hold_the_entries_of_a_list)
{
    struct fixture f;
    open_fixture(&f);
    write_text(&f, "b.cfg", "{ x = 1; },\n{ x = 2; }");
    write_text(&f, "a.cfg", "list = (\n@include \"b.cfg\"\n);\n");
    source_read(&f.source, f.path);
    cr_assert_eq(f.faults.n, 0, "%s", f.faults.n > 0 ? f.faults.item[0].text : "");
    close_fixture(&f);
}

Claim(source, include_in_text_or_comment_is_no_include)
{
    struct fixture f;
    open_fixture(&f);
    const char text[] = "a = \"@include \\\"b.cfg\\\" # not\"; # @include \"none\"\n// @include "
                        "\"none\"\n/*\n@include \"none\"\n*/\n";
    source_text(&f.source, "memory", text, strlen(text));
    cr_assert_eq(f.faults.n, 0, "%s", f.faults.n > 0 ? f.faults.item[0].text : "");
    close_fixture(&f);
}

Claim(source, a_text_in_memory_opens_no_file)
{
    struct fixture f;
    open_fixture(&f);
    const char text[] = "@include \"tests/bad/parts/all.cfg\"\n";
    source_text(&f.source, "memory", text, strlen(text));
    cr_assert_eq(f.faults.n, 1);
    cr_assert_eq(f.source.n_file, 1);
    cr_assert_not_null(strstr(f.faults.item[0].text, "only in a file"));
    close_fixture(&f);
}

Claim(source, a_byte_order_mark_and_windows_line_ends_are_accepted)
{
    struct fixture f;
    open_fixture(&f);
    const char text[] = "\xef\xbb\xbf"
                        "a = 1;\r\nb = \"\xc2\xa3\";\r\n\r\nc = 3;\r\n";
    source_text(&f.source, "memory", text, strlen(text));
    cr_assert_eq(f.faults.n, 0);
    cr_assert_null(strchr(f.source.text, '\r'));
    cr_assert_str_eq(source_where(&f.source, line_of(&f.source, "c = 3")), "memory:4");
    close_fixture(&f);
}

Claim(source, whole_numbers_in_an_array_become_fractions_so_that_libconfig_takes_a_mixture)
{
    struct fixture f;
    open_fixture(&f);
    const char text[] = "a = [ 1, 2.5, -3, 4L ]; b = ( 1, 2.5 ); c = 7; d = 8L; e = 2147483647; f "
                        "= -2147483648; g = 0x7fffffff;";
    source_text(&f.source, "memory", text, strlen(text));
    cr_assert_eq(f.faults.n, 0);
    cr_assert_not_null(strstr(f.source.text, "[ 1.0, 2.5, -3.0, 4.0 ]"), "%s", f.source.text);
    cr_assert_not_null(strstr(f.source.text, "( 1, 2.5 ); c = 7; d = 8L;"), "%s", f.source.text);
    close_fixture(&f);
}

Claim(source, integers_at_the_edge_of_what_libconfig_holds)
{
    static const struct {
        const char *text;
        bool fault;
    } edge[] = {
        { "2147483647", false },
        { "2147483648", true },
        { "-2147483648", false },
        { "-2147483649", true },
        { "5000000000", true },
        { "5000000000.0", false },
        { "5e9", false },
        { "5000000000L", false },
        { "0xffffffff", true },
        { "9223372036854775807L", false },
        { "9223372036854775808L", true },
        { "\"5000000000\"", false },
        { "1e308", false },
        { "1e309", true },
        { "00000000000000012", false },
        { ".5", false },
    };
    for (size_t i = 0; i < sizeof edge / sizeof edge[0]; i++) {
        struct fixture f;
        char line[64];
        open_fixture(&f);
        (void)snprintf(line, sizeof line, "a = %s;", edge[i].text);
        source_text(&f.source, "memory", line, strlen(line));
        cr_expect_eq(f.faults.n, edge[i].fault ? 1 : 0, "%s", edge[i].text);
        close_fixture(&f);
    }
}

Claim(source, files_are_listed_with_the_sha256_of_their_bytes)
{
    struct fixture f;
    open_fixture(&f);
    write_text(&f, "a.cfg", "abc");
    source_read(&f.source, f.path);
    cr_assert_eq(f.source.n_file, 1);
    cr_assert_str_eq(f.source.file[0].path, f.path);
    /* FIPS 180-2, example B.1: "abc" */
    cr_assert_str_eq(f.source.file[0].sha256,
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    close_fixture(&f);
}

Claim(source, a_missing_file_and_a_folder_are_faults)
{
    struct fixture f;
    open_fixture(&f);
    source_read(&f.source, "tests/bad/there-is-none.cfg");
    cr_assert_eq(f.faults.n, 1);
    cr_assert_str_eq(f.faults.item[0].where, "tests/bad/there-is-none.cfg");
    cr_assert_str_eq(f.faults.item[0].text, "the file cannot be read: there is no such file");
    source_read(&f.source, "tests/bad");
    cr_assert_eq(f.faults.n, 2);
    cr_assert_str_eq(f.faults.item[1].text, "the file cannot be read: it is a folder");
    close_fixture(&f);
}

Claim(source, brackets_deeper_than_sense_and_includes_deeper_than_sense_are_refused)
{
    struct fixture f;
    char deep[200] = "a = ";
    open_fixture(&f);
    for (size_t i = 0; i < 100; i++)
        (void)strncat(deep, "(", sizeof deep - strlen(deep) - 1);
    source_text(&f.source, "memory", deep, strlen(deep));
    cr_assert_eq(f.faults.n, 1);
    cr_assert_not_null(strstr(f.faults.item[0].text, "deep"));
    close_fixture(&f);
}

Claim(faults, are_sorted_by_file_in_order_of_opening_then_line_then_order_of_finding)
{
    struct faults faults;
    const char *const file[] = { "z.cfg", "a.cfg" };
    static const char *const want[] = { "no line",     "two",        "ten, first",
                                        "ten, second", "other file", "command line" };
    faults_init(&faults);
    faults_add(&faults, "--set", "command line");
    faults_add(&faults, "a.cfg:1", "other file");
    faults_add(&faults, "z.cfg:10", "ten, %s", "first");
    faults_add(&faults, "z.cfg:10", "ten, second");
    faults_add(&faults, "z.cfg:2", "two");
    faults_add(&faults, "z.cfg", "no line");
    faults_sort(&faults, file, 2);
    for (size_t i = 0; i < 6; i++)
        cr_expect_str_eq(faults.item[i].text, want[i]);
    faults_release(&faults);
}

Claim(faults, none_of_a_thousand_is_left_out)
{
    struct faults faults;
    faults_init(&faults);
    for (int i = 0; i < 1000; i++)
        faults_add(&faults, "a.cfg:1", "fault %d", i);
    cr_assert_eq(faults.n, 1000);
    cr_expect_str_eq(faults.item[999].text, "fault 999");
    faults_release(&faults);
}

/* The first fault of a file. */
static void
expect_first_fault(struct fixture *self, const char *file, const char *says)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s", self->dir, file);
    source_read(&self->source, path);
    cr_assert_geq(self->faults.n, 1, "no fault in '%s'", file);
    cr_expect_not_null(strstr(self->faults.item[0].text, says), "%s", self->faults.item[0].text);
}

Claim(source, reads_no_group_of_thousands_of_names)
{
    struct fixture self;
    struct text text;
    open_fixture(&self);
    text_init(&text);
    for (size_t i = 0; i <= SOURCE_MAX_NAMES; i++)
        text_add(&text, "k%zu = 1;\n", i);
    write_text(&self, "a.cfg", text.text);
    text_release(&text);
    expect_first_fault(&self, "a.cfg", "more than 2000 names in one group");
    cr_expect_eq(self.faults.n, 1);
    close_fixture(&self);
}

/* Each of twelve files includes the next one ten times. */
Claim(source, stops_at_files_that_multiply)
{
    struct fixture self;
    open_fixture(&self);
    for (int i = 0; i < 12; i++) {
        char name[20], line[40], all[400] = "";
        snprintf(name, sizeof name, "%d.cfg", i);
        snprintf(line, sizeof line, "@include \"%d.cfg\"\n", i + 1);
        for (int k = 0; k < 10; k++)
            strncat(all, line, sizeof all - strlen(all) - 1);
        write_text(&self, name, i < 11 ? all : "# nothing\n");
    }
    expect_first_fault(&self, "0.cfg", "a thousand files have been read before it");
    cr_expect_eq(self.source.n_file, SOURCE_MAX_FILES);
    cr_expect_leq(self.faults.n, 100);
    close_fixture(&self);
}

Claim(source, reads_eight_megabytes_in_all)
{
    struct fixture self;
    open_fixture(&self);
    char *half = malloc(SOURCE_MAX_BYTES / 2 + 2);
    memset(half, '\n', SOURCE_MAX_BYTES / 2 + 1);
    half[SOURCE_MAX_BYTES / 2 + 1] = '\0';
    write_text(&self, "half.cfg", half);
    free(half);
    write_text(&self, "a.cfg", "@include \"half.cfg\"\n@include \"half.cfg\"\n");
    expect_first_fault(&self, "a.cfg", "larger than 8 MB together");
    close_fixture(&self);
}
