# Completion of headroom's command line for bash: commands, options, scenario files, names of output files.
# Installed as bash-completion/completions/headroom; or: source sim/cmd/headroom.bash

_headroom()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]-}
    local IFS=$'\n'
    COMPREPLY=()

    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W $'run\ncheck\nnew\nimport\nfit\nbacktest\nbridge\nseek\nexplain\nhelp\n--help\n--version' -- "$current")
        return
    fi
    case $previous in
    -o | --output | --data)
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        return
        ;;
    --map)
        mapfile -t COMPREPLY < <(compgen -f -X '!*.csv' -- "$current"; compgen -d -- "$current")
        return
        ;;
    --half)
        mapfile -t COMPREPLY < <(compgen -W $'odd\neven' -- "$current")
        return
        ;;
    --charts)
        mapfile -t COMPREPLY < <(compgen -W $'none\nsvg\nall' -- "$current")
        return
        ;;
    --option | --vary | --until | --scenario | --compared | -n | --simulations | --precision | --seed | --threads | --replicate | --set | --area | --category)
        return
        ;;
    esac
    case $command in
    run)
        local options=$'--output\n--force\n--charts\n--real\n--publish\n--replicate\n--simulations\n--precision\n--seed\n--set\n--each\n--compared\n--threads\n--quiet\n--verbose\n--no-color\n--help'
        ;;
    backtest)
        local options=$'--data\n--output\n--force\n--charts\n--origins\n--horizons\n--since\n--until\n--half\n--rules-only\n--simulations\n--seed\n--threads\n--quiet\n--help'
        ;;
    fit)
        local options=$'--area\n--output\n--census\n--force\n--quiet\n--help'
        ;;
    bridge)
        local options=$'--output\n--scenario\n--force\n--quiet\n--help'
        ;;
    import)
        local options=$'--output\n--force\n--map\n--area\n--category\n--quiet\n--help'
        ;;
    seek)
        local options=$'--option\n--vary\n--until\n--scenario\n--simulations\n--seed\n--set\n--threads\n--quiet\n--help'
        ;;
    check)
        local options=$'--set\n--quiet\n--help'
        ;;
    *)
        local options=--help
        ;;
    esac
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
        return
    fi
    case $command in
    run | check | seek)
        mapfile -t COMPREPLY < <(compgen -f -X '!*.cfg' -- "$current"; compgen -d -- "$current")
        ;;
    import | fit)
        mapfile -t COMPREPLY < <(compgen -f -X '!*.@(zip|csv)' -- "$current"; compgen -d -- "$current")
        ;;
    new | bridge)
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        ;;
    help)
        mapfile -t COMPREPLY < <(compgen -W $'run\ncheck\nnew\nimport\nfit\nbacktest\nbridge\nseek\nexplain\nhelp' -- "$current")
        ;;
    explain)
        if [ "$COMP_CWORD" -eq 2 ]; then
            mapfile -t COMPREPLY < <(compgen -W $'key\noutput\noption' -- "$current")
        elif [ "$previous" = output ]; then
            mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" explain output 2>/dev/null | sed -n 's/^  \([^ ]*\)$/\1/p')" -- "$current")
        elif [ "$previous" = option ]; then
            mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" explain option 2>/dev/null | sed -n 's/^  \([^ ]*\)$/\1/p')" -- "$current")
        elif [ "$previous" = key ]; then
            mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" explain key 2>/dev/null | grep -o '^ *[a-z][a-z0-9_]*' | tr -d ' ' | sort -u)" -- "$current")
        fi
        ;;
    esac
}
complete -o filenames -F _headroom headroom
