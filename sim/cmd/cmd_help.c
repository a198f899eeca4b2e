/* headroom help [COMMAND], headroom help data */
#include "command.h"
#include "data_files.h"
#include "paragraph.h"
#include "usage.h"

#include <stdio.h>
#include <string.h>

struct wanted {
    const char *name;
    void (*page)(FILE *out); /* NULL: the help of a command, or the list */
};

enum { KEY_MANUAL = 0x200, KEY_COMPLETION };

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct wanted *self = state->input;
    switch (key) {
    case 'h': usage_help(state); return 0;
    case KEY_MANUAL: self->page = command_manual; return 0;
    case KEY_COMPLETION: self->page = command_completion; return 0;
    case ARGP_KEY_ARG:
        if (self->name != NULL)
            argp_error(state, "one command at a time");
        self->name = arg;
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options[] = {
    { "manual", KEY_MANUAL, NULL, 0,
      "print the manual page, as in headroom help --manual | man -l -", 0 },
    { "completion", KEY_COMPLETION, NULL, 0,
      "print the completion for bash, as in source <(headroom help --completion)", 0 },
    USAGE_HELP_OPTION,
    { 0 },
};

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "[COMMAND|data]",
    .doc = "Show the commands, the help of one command, or with 'data' what files a folder of data "
           "may hold: who publishes them, where, and what each gives the "
           "forecast.\v" USAGE_EXIT_STATUS,
};

void
command_list(FILE *out)
{
    fputs("Headroom forecasts the high-needs budget of an English local authority: the "
          "distribution of the\n"
          "Dedicated Schools Grant (DSG) deficit for each of the coming years.\n\n"
          "Usage: headroom COMMAND [OPTION...] [ARGUMENT...]\n\n",
          out);
    for (size_t i = 0; commands[i] != NULL; i++)
        fprintf(out, "  %-9s %s\n", commands[i]->name, commands[i]->does);
    fputs("\nStart with:\n"
          "  headroom new my-area                                  write a starter scenario\n"
          "  headroom check my-area/scenario.cfg                   check it\n"
          "  headroom run my-area/scenario.cfg -o results/my-area  run it\n\n"
          "'headroom help COMMAND' shows the options of a command; 'headroom help data' the files "
          "of data that\nare read, and where to get them; 'headroom --version' the "
          "version.\n" USAGE_EXIT_STATUS "\n",
          out);
}

/* ---- headroom help data ---- */

static void
print_part(const char *label, const char *text)
{
    printf("  %s:\n", label);
    paragraph_put(stdout, 6, text);
}

static void
data_page(void)
{
    paragraph_put(
        stdout, 0,
        "Put files as you downloaded them into one folder, under any name, and give it to "
        "'headroom new --area', 'fit' or 'import'. CSV files are known by the "
        "names of their columns, whatever stands above them; zips are read as they are; "
        "of a workbook save the sheet named here as \"CSV UTF-8\". What is missing, given "
        "twice, suppressed or on another base is said in import.txt; nothing missing "
        "becomes a 0.");
    for (size_t i = 0; i < data_kind_count(); i++) {
        const struct data_kind *kind = data_kind_item(i);
        printf("\n%s (%s)\n", kind->name, kind->publisher);
        print_part("published as", kind->called);
        print_part("where", kind->where);
        if (kind->sheet != NULL)
            print_part("of a workbook", kind->sheet);
        print_part("columns read", kind->columns);
        print_part("gives", kind->gives);
        print_part("without it", kind->without);
        if (kind->refused != NULL)
            print_part("not read", kind->refused);
    }
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct wanted wanted = { .name = NULL };

    if (usage_parse(&argp, argc, argv, &wanted, err) != 0)
        return HR_ENOMEM;
    if (wanted.page != NULL) {
        wanted.page(stdout);
        return 0;
    }
    const char *name = wanted.name;
    if (name == NULL) {
        command_list(stdout);
        return 0;
    }
    if (strcmp(name, "data") == 0) {
        data_page();
        return 0;
    }
    const struct command *command = command_named(name);
    if (command == NULL)
        return command_unknown(name, err);
    char title[64], option[] = "--help";
    snprintf(title, sizeof title, "headroom %s", name);
    return command->run(2, (char *[]){ title, option, NULL }, err);
}

const struct command cmd_help = {
    .name = "help",
    .does = "show the help of a command",
    .argp = &argp,
    .argument = COMPLETE_COMMANDS,
    .run = run,
};
