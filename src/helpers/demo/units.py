"""Service units of the simulated province and their posts, by owner."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.demo import sizes
from helpers.demo.world import YEAR, Subject, Window, World


@dataclass(frozen=True)
class Units:
    """The service units of one owner in the base year, and changes by the year's end."""

    schools: int
    others: int
    fewer: int  # units closed or merged by the year's end
    posts: int
    fewer_posts: int
    shifted: int  # posts now paid from the units' own income


def units(world: World, subject: Subject) -> Units:
    """The service units of an owner; none without the attribute `owns_service_units`."""
    attributes = subject.agency.attributes
    if "owns_service_units" not in attributes:
        return Units(0, 0, 0, 0, 0, 0)
    kind = next((name for name in sizes.SECTORS if name in attributes), subject.level)
    schools, others, posts, school_posts = (
        world.between(subject.id, name, bounds.get(kind, (1, 3)))
        for name, bounds in (
            ("schools", sizes.SCHOOLS),
            ("other units", sizes.OTHER_UNITS),
            ("posts", sizes.POSTS_OF_UNIT),
            ("school posts", dict.fromkeys(sizes.SCHOOLS, sizes.POSTS_OF_SCHOOL)),
        )
    )
    all_posts = schools * school_posts + others * posts
    fall = world.between(subject.id, "fall of units", sizes.FALL_OF_UNITS)
    fewer_posts = all_posts * world.between(subject.id, "fall", sizes.FALL_OF_POSTS) // 1000
    shifted = world.between(subject.id, "shifted", sizes.SHIFTED_OF_FALL)
    return Units(
        schools=schools,
        others=others,
        fewer=((schools + others) * fall + 500) // 1000,
        posts=all_posts,
        fewer_posts=fewer_posts,
        shifted=fewer_posts * shifted // 1000,
    )


def schools(world: World, subject: Subject, window: Window) -> int:
    """Schools are merged first; owners without schools lose other units."""
    owned = units(world, subject)
    return owned.schools - (int(owned.fewer * window.end) if owned.schools else 0)


def others(world: World, subject: Subject, window: Window) -> int:
    owned = units(world, subject)
    return owned.others - (0 if owned.schools else int(owned.fewer * window.end))


def self_financing(world: World, subject: Subject, window: Window) -> int:
    """Self-financing units; hardly any of a district's, whose schools are budget-funded."""
    low, high = sizes.SELF_FINANCING.get(subject.level, (0, 350))
    grade = world.grade(subject, "self_financing_units")
    most = others(world, subject, YEAR) * (low + (high - low) * grade // 1000) // 1000
    return int(most * (9 + window.end) / 10)


def posts(world: World, subject: Subject, window: Window) -> int:
    owned = units(world, subject)
    return owned.posts - int(owned.fewer_posts * window.end)


def present(world: World, subject: Subject, window: Window) -> int:
    filled = world.between(subject.id, "present", sizes.PRESENT_OF_POSTS)
    return posts(world, subject, window) * filled // 1000


def shifted(world: World, subject: Subject, window: Window) -> int:
    return int(units(world, subject).shifted * window.end)
