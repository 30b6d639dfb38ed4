"""Given names that tell `he` from `she`; a name in neither list is either."""

_MEN_TEXT = """
Aaron Abdul Adam Ahmed Alan Albert Alex Alexander Ali Andrew Anthony Antonio Arthur Barack Ben Benjamin Bernie Bill
Bob Boris Brad Brett Brian Bruce Carl Carlos Charles Chris Christopher Chuck Daniel Dave David Dennis Dmitry Donald
Doug Ed Edward Emmanuel Eric Ernest Francis Frank Fred Gary George Glenn Gordon Graham Greg Harry Henry Hugh Ian Igor
Ivan Jack Jacob James Jared Jason Jay Jean Jeb Jeff Jeffrey Jerome Jim Jimmy Joe John Jonathan Jose Joseph Josh Joshua
Juan Justin Karl Keith Ken Kenneth Kevin Kim Kyle Larry Lars Leon Louis Luis Luke Marco Mario Mark Martin Matt Matthew
Michael Mick Mike Mitch Mitt Mohammed Muhammad Nathan Neil Newt Nicholas Nick Nicolas Nigel Noah Oliver Oscar Patrick
Paul Pedro Peter Phil Philip Rahm Rand Ray Recep Rex Richard Rick Robert Rod Rodrigo Roger Ron Ronald Roy Russell Ryan
Samuel Scott Sean Sebastian Sergei Simon Stefan Stephen Steve Steven Ted Terry Theodore Thomas Tim Timothy Tom Tony
Vladimir Walter Warren William Xavier Xi Zachary
"""
_WOMEN_TEXT = """
Ada Aisha Alexandria Alice Alicia Amanda Amy Andrea Angela Ann Anna Anne Annette Ava Barbara Beth Betsy Brenda Carol
Caroline Carolyn Catherine Charlotte Cheryl Christina Christine Cindy Claire Condoleezza Cynthia Dana Deborah Debbie
Diana Diane Dianne Donna Dorothy Elaine Elena Eleanor Elizabeth Ella Ellen Emily Emma Erin Eva Evelyn Gina Gloria
Grace Hannah Heather Heidi Helen Hillary Hope Ida Ines Irene Isabel Ivanka Jacinda Jane Janet Janice Jean Jeanne
Jennifer Jessica Jill Joan Joanna Joni Joyce Judith Judy Julia Julie Kamala Karen Kate Katherine Kathleen Kathryn
Kathy Katie Kellyanne Kelly Kirsten Kristalina Laura Lauren Lena Lesley Linda Lisa Lois Loretta Louise Lucy Lynn
Madeleine Maggie Margaret Maria Marie Marine Marsha Martha Mary Maxine Megan Melania Melissa Mia Michelle Monica Nancy
Naomi Natalie Nicola Nicole Nikki Nina Nora Olga Olivia Pamela Patricia Patty Paula Rachel Rebecca Renee Rosa Rose
Ruth Samantha Sandra Sara Sarah Sharon Sheila Silvia Sofia Sonia Sophia Sophie Stacey Stephanie Sue Susan Susana
Sylvia Tammy Teresa Theresa Tina Ursula Valerie Vanessa Vera Victoria Virginia Wendy
"""
_MEN = frozenset(_MEN_TEXT.split())
_WOMEN = frozenset(_WOMEN_TEXT.split())


def is_given(word: str) -> bool:
    """Whether it is one of the names known here."""
    return word in _MEN or word in _WOMEN


def may_be(pronoun: str, name: str) -> bool:
    """Whether `he` or `she` may stand for somebody of that name; one word alone is a family name, and says nothing."""
    given, _, family = name.partition(" ")
    if not family:
        return True
    others = _WOMEN - _MEN if pronoun.lower() == "he" else _MEN - _WOMEN
    return given not in others
