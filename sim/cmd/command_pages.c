/* The manual page and the completion for bash, written from the commands' own tables: what
 * --help says stands once. `headroom help --manual` and `headroom help --completion`. */
#include "command.h"
#include "usage.h"
#include "version.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* ---- the manual page ---- */

/* Text as troff: hyphens that are typed, backslashes, and no line that begins with a request. An
 * empty line begins a paragraph of the same indentation; blanks at the start of a line go. */
static void
troff(FILE *out, const char *text, size_t length)
{
    bool at_start = true;
    for (size_t i = 0; i < length; i++) {
        const char c = text[i];
        if (at_start && c == ' ')
            continue;
        if (at_start && c == '\n') {
            fputs(".IP\n", out);
            continue;
        }
        if (at_start && (c == '.' || c == '\''))
            fputs("\\&", out);
        if (c == '-')
            fputs("\\-", out);
        else if (c == '\\')
            fputs("\\e", out);
        else
            fputc(c, out);
        at_start = c == '\n';
    }
    if (!at_start)
        fputc('\n', out);
}

static void
troff_text(FILE *out, const char *text)
{
    troff(out, text, strlen(text));
}

/* What a command does: the text of --help before its options, then what follows them but for the
 * exit statuses, which the page says once. */
static void
manual_command(FILE *out, const struct command *command)
{
    const char *doc = command->argp->doc, *after = strchr(doc, '\v');
    fprintf(out, ".TP\n.B %s\n", command->name);
    troff(out, doc, after == NULL ? strlen(doc) : (size_t)(after - doc));
    if (after == NULL)
        return;
    const char *exits = strstr(++after, USAGE_EXIT_STATUS);
    const size_t length = exits == NULL ? strlen(after) : (size_t)(exits - after);
    if (length > 0) {
        fputs(".IP\n", out);
        troff(out, after, length);
    }
}

static void
manual_option(FILE *out, const struct argp_option *option)
{
    fputs(".TP\n\\fB", out);
    if (isprint(option->key))
        fprintf(out, "\\-%c\\fR, \\fB", option->key);
    fputs("\\-\\-", out);
    for (const char *c = option->name; *c != '\0'; c++)
        fprintf(out, *c == '-' ? "\\-" : "%c", *c);
    fputs("\\fR", out);
    if (option->arg != NULL) {
        const bool may_go = (option->flags & OPTION_ARG_OPTIONAL) != 0;
        fprintf(out, "%s=\\fI%s\\fR%s", may_go ? "[" : "", option->arg, may_go ? "]" : "");
    }
    fputc('\n', out);
    troff_text(out, option->doc);
}

static bool
is_shown(const struct argp_option *option)
{
    return option->name != NULL && (option->flags & OPTION_HIDDEN) == 0;
}

static bool
is_end(const struct argp_option *option)
{
    return option->name == NULL && option->key == 0 && option->doc == NULL && option->group == 0;
}

static bool
has_options(const struct command *command)
{
    for (const struct argp_option *o = command->argp->options; !is_end(o); o++)
        if (is_shown(o))
            return true;
    return false;
}

static void
manual_options(FILE *out, const struct command *command)
{
    if (!has_options(command))
        return;
    fprintf(out, ".SH OPTIONS OF %s\n", command->name);
    for (const struct argp_option *o = command->argp->options; !is_end(o); o++)
        if (is_shown(o))
            manual_option(out, o);
}

/* A line of the synopsis for each line of the arguments. */
static void
manual_synopsis(FILE *out, const struct command *command, bool first)
{
    for (const char *line = command->argp->args_doc; line != NULL;) {
        const char *end = strchr(line, '\n');
        const size_t length = end == NULL ? strlen(line) : (size_t)(end - line);
        if (!first)
            fputs(".br\n", out);
        first = false;
        fprintf(out, ".B headroom %s\n", command->name);
        if (has_options(command))
            fputs(".RI [ OPTION ...]\n", out);
        fputs(".I ", out);
        troff(out, line, length);
        line = end == NULL ? NULL : end + 1;
    }
}

void
command_manual(FILE *out)
{
    fprintf(out,
            ".TH HEADROOM 1 \"\" \"Headroom %s\" \"User Commands\"\n"
            ".SH NAME\nheadroom \\- forecast the high\\-needs budget of an English local "
            "authority\n.SH SYNOPSIS\n",
            HEADROOM_VERSION);
    for (size_t i = 0; commands[i] != NULL; i++)
        manual_synopsis(out, commands[i], i == 0);
    fputs(".SH DESCRIPTION\n", out);
    troff_text(out,
               "Headroom simulates, thousands of times over, how many children and young people "
               "will hold an Education, Health and Care plan, where they will be placed, what each "
               "place will cost and what grant will arrive, and so gives the distribution of the "
               "Dedicated Schools Grant (DSG) deficit for each of the coming years. A scenario "
               "file says what is known and assumed of one area; it may hold several scenarios, "
               "which meet the same random draws, so that a difference between two of them is "
               "caused by what they do differently.");
    fputs(".SH COMMANDS\n", out);
    for (size_t i = 0; commands[i] != NULL; i++)
        manual_command(out, commands[i]);
    for (size_t i = 0; commands[i] != NULL; i++)
        manual_options(out, commands[i]);
    fputs(
        ".SH OTHER OPTIONS\n"
        ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nShow the help of a command, or of headroom.\n"
        ".TP\n\\fB\\-\\-usage\\fR\nShow the options of a command in short.\n"
        ".TP\n\\fB\\-\\-version\\fR\nShow the version, the random\\-number layout and the version "
        "of GSL.\n.SH EXIT STATUS\n",
        out);
    troff_text(out, USAGE_EXIT_STATUS);
    fputs(".SH FILES\n", out);
    troff_text(out, "'headroom explain output' lists the files of an output folder. The same file, "
                    "seed and program give the same bytes in all of them, whatever the number of "
                    "threads, except in the last member of run.json, execution. 'sha256sum -c "
                    "SHA256SUMS' checks a folder.");
    fputs(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nWhen set and not empty, no bold type.\n"
          ".SH EXAMPLES\n.nf\nheadroom new my\\-area\nheadroom check my\\-area/scenario.cfg\n"
          "headroom run my\\-area/scenario.cfg \\-o results/my\\-area\n"
          "headroom run my\\-area/scenario.cfg \\-\\-replicate 12\n.fi\n",
          out);
}

/* ---- completion ---- */

/* What may come after an option: folders for DIR, tables for CSV, the words of none|svg|all, and
 * nothing that a shell could know for the rest. */
static const char *
completion_of(const char *arg)
{
    if (strcmp(arg, "DIR") == 0)
        return "-d";
    if (strcmp(arg, "CSV") == 0)
        return "-f";
    return strchr(arg, '|') != NULL ? "-W" : NULL;
}

static void
completion_value(FILE *out, const struct argp_option *option)
{
    fputs("        ", out);
    if (isprint(option->key))
        fprintf(out, "-%c | ", option->key);
    fprintf(out, "--%s) ", option->name);
    const char *how = completion_of(option->arg);
    if (how == NULL)
        fputs("return ;;\n", out);
    else if (strcmp(how, "-f") == 0)
        fputs("_headroom_files '!*.csv'; return ;;\n", out);
    else if (strcmp(how, "-W") != 0)
        fprintf(out, "_headroom_take \"$(compgen %s -- \"$current\")\"; return ;;\n", how);
    else {
        fputs("_headroom_words '", out);
        for (const char *c = option->arg; *c != '\0'; c++)
            fputc(*c == '|' ? ' ' : *c, out);
        fputs("'; return ;;\n", out);
    }
}

static const char *
completion_arguments(enum command_argument argument)
{
    switch (argument) {
    case COMPLETE_SCENARIOS: return "_headroom_files '!*.cfg'";
    case COMPLETE_SHARDS: return "_headroom_files '!*.shard'";
    case COMPLETE_EVIDENCE: return "_headroom_files '!*.@(zip|csv)'";
    case COMPLETE_FOLDERS: return "_headroom_take \"$(compgen -d -- \"$current\")\"";
    case COMPLETE_COMMANDS: return "_headroom_words \"$commands\"";
    case COMPLETE_SUBJECTS: return "_headroom_subjects";
    case COMPLETE_NOTHING: break;
    }
    return ":";
}

static void
completion_command(FILE *out, const struct command *command)
{
    fprintf(out, "    %s)\n        options='--help", command->name);
    for (const struct argp_option *o = command->argp->options; !is_end(o); o++)
        if (is_shown(o))
            fprintf(out, " --%s", o->name);
    fputs("'\n        case $previous in\n", out);
    for (const struct argp_option *o = command->argp->options; !is_end(o); o++)
        if (is_shown(o) && o->arg != NULL && (o->flags & OPTION_ARG_OPTIONAL) == 0)
            completion_value(out, o);
    fprintf(out,
            "        esac\n"
            "        if [[ $current == -* ]]; then _headroom_words \"$options\"; else %s; fi\n"
            "        ;;\n",
            completion_arguments(command->argument));
}

static const char COMPLETION_HEAD[] =
    "# Completion of headroom's command line for bash, written by 'headroom help --completion'.\n"
    "_headroom_take() { mapfile -t COMPREPLY <<<\"$1\"; }\n"
    "_headroom_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$current\"); }\n"
    "_headroom_files() { mapfile -t COMPREPLY < <(compgen -f -X \"$1\" -- \"$current\"; compgen -d "
    "-- \"$current\"); }\n"
    "_headroom_listed() {\n"
    "    _headroom_words \"$(\"${COMP_WORDS[0]}\" explain \"$1\" 2>/dev/null | sed -n \"$2\" |\n"
    "        sort -u)\"\n"
    "}\n"
    "_headroom_subjects() {\n"
    "    case $previous in\n"
    "    explain) _headroom_words 'key output option' ;;\n"
    "    output | option) _headroom_listed \"$previous\" 's/^  \\([^ ]*\\)$/\\1/p' ;;\n"
    "    key) _headroom_listed key 's/^ *\\([a-z][a-z0-9_]*\\).*/\\1/p' ;;\n"
    "    esac\n"
    "}\n"
    "_headroom() {\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} options\n"
    "    COMPREPLY=()\n";

void
command_completion(FILE *out)
{
    fputs(COMPLETION_HEAD, out);
    fputs("    local commands='", out);
    for (size_t i = 0; commands[i] != NULL; i++)
        fprintf(out, "%s%s", i == 0 ? "" : " ", commands[i]->name);
    fputs("'\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "        _headroom_words \"$commands --help --version\"\n        return\n    fi\n"
          "    case ${COMP_WORDS[1]} in\n",
          out);
    for (size_t i = 0; commands[i] != NULL; i++)
        completion_command(out, commands[i]);
    fputs("    esac\n}\ncomplete -o filenames -F _headroom headroom\n", out);
}
