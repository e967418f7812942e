# shellcheck shell=bash
# What the side-by-side benchmarks share; sourced by quotes.sh and names.sh, which set `here` (this folder) and define
# `command_of SYSTEM`, leaving the command in the array `command`.

# One thread for every library that would take more, and no compiled Python left in the repository.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 BLIS_NUM_THREADS=1 RAYON_NUM_THREADS=1
export PYTHONDONTWRITEBYTECODE=1

# The models that one of Onrecord's examples can be told to read with; `default` for one that takes no --model.
models_of() {
  local help model
  help=$("$1" --help < /dev/null 2>&1 || true)
  case $help in
    *--model*) for model in fast best rules; do if [[ $help == *"$model"* ]]; then echo "$model"; fi; done ;;
    *) echo default ;;
  esac
}

# Runs systems over one input in turns, ROUNDS times: turns INPUT FOLDER SYSTEM... Leaves FOLDER/SYSTEM.jsonl and what each run
# took, FOLDER/SYSTEM.1.json and so on, and those that ran in the array `ran`; a system that fails is one line.
turns() {
  local input=$1 folder=$2 round system failed=" "
  shift 2
  for round in $(seq "${ROUNDS:-3}"); do
    for system in "$@"; do
      [[ $failed == *" $system "* ]] && continue
      command_of "$system"
      if ! python3 "$here/measure.py" "$folder/$system.$round.json" "$input" "$folder/$system.jsonl" "${command[@]}" 2> "$folder/err"; then
        echo "no $system: $(tail -n 1 "$folder/err")" >&2
        failed+="$system "
      fi
    done
  done
  ran=()
  for system in "$@"; do
    [[ $failed == *" $system "* ]] || ran+=("$system")
  done
}
