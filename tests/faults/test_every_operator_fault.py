"""The faults of the operator's side and of attackers, and the tests that answer them: none is without one."""

from pathlib import Path

TESTS = Path(__file__).parents[1]

#: Fault -> where it is tried: a file and a word of it.
ANSWERS = {
    45: ("faults/test_operator_signs.py", "test_a_living_daemon_is_heard"),
    46: ("config/test_broken.py", "targets[0].url"),
    48: ("chaos/test_kill_all.py", "killed_anywhere"),
    49: ("daemon/test_daemon_process.py", "second_daemon_is_refused"),
    50: ("adapters/test_store_leases.py", "test_"),
    51: ("faults/test_operator_disk.py", "full_disk_is_told_once"),
    52: ("adapters/test_store_files.py", "test_refused_untouched"),
    53: ("adapters/test_store_upkeep.py", "gives_the_very_rows_back"),
    54: ("faults/test_operator_upgrades.py", "killed_at_any_statement"),
    55: ("adapters/test_store_upkeep.py", "given_back_by_and_by"),
    56: ("adapters/test_store_mapping.py", "test_"),
    58: ("daemon/test_daemon_process.py", "ends_at_a_word"),
    59: ("faults/test_operator_clock.py", "night_asleep"),
    60: ("faults/test_operator_clock.py", "summer_time"),
    61: ("adapters/test_child_parser.py", "test_"),
    62: ("daemon/test_daemon_process.py", "signs_of_life"),
    63: ("systemd/test_units.py", "held_lock_is_no_crash"),
    64: ("faults/test_feed_endurance.py", "test_"),
    65: ("daemon/test_daemon_process.py", "bad_config_is_told"),
    66: ("config/test_broken.py", "test_"),
    67: ("config/test_health.py", "file_for_all_is_refused"),
    68: ("faults/test_operator_secrets.py", "dozen_secrets"),
    69: ("config/test_shipped.py", "test_"),
    70: ("test_house.py", "locks_hold_the_same"),
    71: ("faults/test_operator_signs.py", "told_by_its_status"),
    72: ("usecases/test_back_test.py", "test_"),
    78: ("model/test_safe.py", "terminal_obeys"),
    79: ("faults/test_operator_log.py", "forged_line"),
    80: ("faults/test_operator_input.py", "no_pattern"),
    81: ("faults/test_operator_input.py", "never_part_of_a_statement"),
    82: ("cli/test_export.py", "test_"),
    83: ("faults/test_operator_input.py", "imports_no_template"),
    84: ("faults/test_operator_input.py", "no_shell"),
    85: ("faults/test_operator_input.py", "pickle"),
    86: ("test_house.py", "every_hash"),
}


def test_each_has_a_test() -> None:
    missing = [
        fault
        for fault, (file, word) in ANSWERS.items()
        if not (TESTS / file).exists() or word not in (TESTS / file).read_text()
    ]
    assert missing == []
