/* Any words, a line each, as the command line of a command, in a folder with a small scenario
 * (a.cfg), its run (r), a list of areas (l.csv), their shard (s) and evidence (e): it ends with a
 * sentence or without, never otherwise, and what fails leaves nothing. Words with a '/' at their
 * beginning or with ".." are passed over, so that all stays in the folder. What a command simulates
 * is kept small. Seeds: tests/fuzz/command.
 *
 * argp ends the program when the words are wrong and after help; three of its functions are ours
 * here, so that it returns. */
#include "fuzz_input.h"

#include "command.h"
#include "folder.h"
#include "text.h"

#include <dirent.h>
#include <dlfcn.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_WORDS = 24 };
static const double A_RUN = 10.0; /* seconds, with every check on */

static jmp_buf wrong_words;

#define WORDS int argc, char **argv /* argp has six parameters; house rule: five */
error_t
argp_parse(const struct argp *argp, WORDS, unsigned flags, int *index, void *input)
{
    typedef error_t parser(const struct argp *, int, char **, unsigned, int *, void *);
    static parser *real;
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "argp_parse");
    const error_t ret = real(argp, argc, argv, flags | ARGP_NO_EXIT | ARGP_NO_HELP, index, input);
    if (ret != 0)
        longjmp(wrong_words, 1);
    return ret;
}

/* What argp does not know to be wrong ends the program too, */
void
argp_error(const struct argp_state *state, const char *format, ...)
{
    (void)state;
    (void)format;
    longjmp(wrong_words, 1);
}

/* and so does help. */
void
argp_state_help(const struct argp_state *state, FILE *to, unsigned flags)
{
    (void)state;
    (void)to;
    (void)flags;
    longjmp(wrong_words, 1);
}

/* ---- the folder */

static char start[512];           /* where the fuzzer was started, and is again after each input */
static char root[512], kept[512]; /* where commands work; what is put there each time */

static void
put(const char *name, const char *text, size_t size)
{
    FILE *out = fopen(name, "wb");
    if (out == NULL || fwrite(text, 1, size, out) != size || fclose(out) != 0)
        hr_bug("cannot write %s", name);
}

/* The sample with an option, which the scenario with the agreement takes. */
static void
put_scenario(const char *sample)
{
    static const char last[] = "transfers = ( \"half\", \"spare\" ); } );",
                      option[] =
                          "transfers = ( \"half\", \"spare\" ); options = ( \"fees\" ); } );\n"
                          "options = ( { id = \"fees\"; label = \"Lower fees\"; "
                          "type = \"price_control\"; start = \"2022/23\"; "
                          "settings = ( \"isp\" ); share = 0.05; } );";
    const char *at = strstr(sample, last);
    if (at == NULL)
        hr_bug("the sample has no scenario to put an option into");
    char *text = text_of("%.*s%s%s", (int)(at - sample), sample, option, at + sizeof last - 1);
    put("a.cfg", text, strlen(text));
    free(text);
}

static int
run_words(int argc, char **argv, struct hr_err *err)
{
    const struct command *command = command_named(argv[0]);
    if (command == NULL)
        return command_unknown(argv[0], err);
    optind = 0;
    return setjmp(wrong_words) == 0 ? command->run(argc, argv, err)
                                    : hr_fail(err, HR_EUSAGE, "wrong words");
}

static void
must_run(const char *const *word, size_t n)
{
    char *argv[MOST_WORDS] = { NULL };
    struct hr_err err = { 0 };
    for (size_t i = 0; i < n; i++)
        argv[i] = strdup(word[i]);
    if (run_words((int)n, argv, &err) != 0)
        hr_bug("cannot make the sample: %s", err.text);
    for (size_t i = 0; i < n; i++)
        free(argv[i]);
}
#define MUST_RUN(...)                              \
    must_run((const char *const[]){ __VA_ARGS__ }, \
             sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* Once: the files that are there at the beginning. */
static void
make_sample(void)
{
    static const char stock[] = "age,need,setting,count,census\n7,asd,mainstream,12,2025\n"
                                "9,semh,state_special,5,2025\n",
                      list[] = "area,scenario,region\nSampleton,a.cfg,London\n";
    char *sample = NULL;
    size_t size = 0;
    struct hr_err err = { 0 };
    if (bytes_read("tests/sample.cfg", &sample, &size, &err) != 0)
        hr_bug("%s", err.text);
    if (getcwd(start, sizeof start) == NULL)
        hr_bug("no folder to start in");
    (void)snprintf(root, sizeof root, "%s", fuzz_path("work"));
    (void)snprintf(kept, sizeof kept, "%s", fuzz_path("kept"));
    if (mkdir(root, 0777) != 0 || mkdir(kept, 0777) != 0 || chdir(kept) != 0 ||
        mkdir("own", 0777) != 0)
        hr_bug("cannot make %s", kept);
    put_scenario(sample);
    free(sample);
    put("l.csv", list, sizeof list - 1);
    put("own/stock.csv", stock, sizeof stock - 1);
    MUST_RUN("run", "a.cfg", "-o", "r", "-n", "3", "--charts", "none", "-q");
    MUST_RUN("run", "--areas", "l.csv", "-o", "s", "-n", "3", "--shard", "1/1", "-q");
    MUST_RUN("import", "own", "-o", "e", "--area", "Sampleton", "-q");
}

/* The folder as at the beginning: a link to each of the files that are kept. */
static void
fresh_work(void)
{
    if (chdir(kept) != 0 || folder_remove(root) != 0)
        hr_bug("cannot remove %s", root);
    char order[1300];
    (void)snprintf(order, sizeof order, "cp -rl %s %s", kept, root);
    if (system(order) != 0 || chdir(root) != 0)
        hr_bug("cannot make %s", root);
}

static size_t
count_files(const char *folder)
{
    size_t n = 0;
    DIR *stream = opendir(folder);
    while (stream != NULL && readdir(stream) != NULL)
        n++;
    if (stream != NULL)
        (void)closedir(stream);
    return n;
}

/* ---- the words */

static bool
is_safe(const char *word)
{
    const char *value = strchr(word, '=');
    const bool escapes = word[0] == '/' || strstr(word, "..") != NULL || strstr(word, "=/") != NULL;
    return !escapes && !(word[0] == '-' && word[1] != '-' && strchr(word, '/') != NULL) &&
           !(value != NULL && value[1] == '/');
}

/* "run" and what runs: few futures, no pictures; the last word of an option counts. */
static size_t
keep_small(char *argv[MOST_WORDS], size_t n)
{
    static const char *const small[][5] = {
        { "run", "--simulations=3", "--threads=1", "--charts=none", "--compared=2" },
        { "seek", "--simulations=3", "--threads=1" },
        { "merge", "--charts=none", "--threads=1" },
        { "bridge", "--charts=none" },
        { "backtest", "--simulations=3", "--threads=1" },
    };
    for (size_t c = 0; c < sizeof small / sizeof *small; c++)
        for (size_t i = 1; i < 5 && strcmp(argv[0], small[c][0]) == 0 && small[c][i] != NULL; i++)
            argv[n++] = strdup(small[c][i]);
    return n;
}

void
fuzz_one(const char *data, size_t size)
{
    char *argv[MOST_WORDS + 1] = { NULL }, *text = strdup(data), *rest = text;
    struct hr_err err = { 0 };
    size_t n = 0;
    if (root[0] == '\0')
        make_sample();
    for (char *line; n < MOST_WORDS - 6 && (line = fuzz_line(&rest)) != NULL;)
        if (is_safe(line))
            argv[n++] = strdup(line);
    if (n > 0 && strcmp(argv[0], "chart") != 0) {
        n = keep_small(argv, n);
        fresh_work();
        fuzz_allow(A_RUN);
        const size_t before = count_files(".");
        const int ret = run_words((int)n, argv, &err);
        fuzz_agree(ret, &err, NULL, size);
        if (ret != 0 && ret != HR_EINTERRUPT && count_files(".") != before)
            hr_bug("'%s' fails (%s) and leaves something behind", argv[0], err.text);
    }
    if (chdir(start) != 0)
        hr_bug("cannot go back to %s", start);
    for (size_t i = 0; i < n; i++)
        free(argv[i]);
    free(text);
}
