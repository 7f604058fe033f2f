"""The English words of Annex 1 as the gazette prints them: Art. 20(1).

The Albanian text decides. Where the English one says something else (H2, E4, P6, P7, P8, C1h, X0),
or has two words for one status (A5), it is put as the Albanian has it; misprints are put right
(M, C3h, X2): decision 0185.
"""

from collections.abc import Mapping
from typing import Final

_STATUS: Final = "Action implementation status (in process, completed, uncompleted)"

ENGLISH: Final[Mapping[str, str]] = {
    "T1": "Case Management Support Roundtable Worksheet",
    "T2": "Document for Internal Use / for the purpose of the Complete Preparation of Case for"
    " Discussion with CMSR members",
    "H1": "Subject number",
    "H2": "Date of CMSR meeting held",
    "H3": "Center for Social Work",
    "H4": "Head of CMSR / Case Manager",
    "H5": "Referrer",
    "K": "Specific cases of children at risk that are treated by CMSR",
    "M": "Maltreatment",
    "M1": "physical violence",
    "M2": "psychological violence",
    "M3": "sexual violence",
    "M4": "corporal punishment",
    "M5": "hazardous forms of child labor",
    "M6": "kidnapping",
    "M7": "other",
    "S": "Sexual abuse",
    "S1": "sexual abuse",
    "S2": "child trafficking",
    "S3": "child pornography",
    "S4": "other",
    "E": "Emotional abuse",
    "E1": "psychological violence",
    "E2": "harassment",
    "E3": "discrimination",
    "E4": "early marriage by force",
    "E5": "other",
    "N": "Neglect",
    "N1": "neglect",
    "N2": "abandonment",
    "N3": "other",
    "P": "Personal Data of the Case",
    "P1": "Name and surname",
    "P2": "Date of birth",
    "P3": "Gender",
    "P4": "Nationality/Ethnicity",
    "P5": "Place of birth",
    "P6": "Residence/place of stay",
    "P7": "Health condition",
    "P8": "Disability",
    "P9": "Other",
    "C": "Current Situation of the Case",
    "C1": "Presentation of the case assessment to the CMSR by the Case Manager focusing on the"
    " needs of the child/family and their safety",
    "C1h": "Describe the complete needs of the child in relation to their age, health, development,"
    " education, involvement, risk, safety, and the involvement of the child/family",
    "C2": "Presentation by the Case Manager about the services that were provided and coordinated"
    " by the Center for Social Work prior to the case being referred to CMSR (list of services and"
    " dates)",
    "C3": "Sharing information about the case during the CMSR discussions",
    "C3h": "During the CMSR meeting, members and participants provide information in order to"
    " reassess the child's needs",
    "G": "Unified Individual Child Protection Plan",
    "G1": "Goal setting",
    "G1.1": "Specific",
    "G1.2": "Measurable",
    "G1.3": "Achievable",
    "G1.4": "Agreed Upon",
    "G1.5": "Relevant",
    "G1.6": "Shared Responsibilities",
    "G1.7": "Time-Bound",
    "G2": "Goal",
    "G3": "the child is safe, risk factors are reduced, promoting the best interest and meeting the"
    " general and specific needs of the child, involving and supporting the family.",
    "B": "Coordination of actions in the provision of services for the protection, rehabilitation,"
    " integration and reintegration of children",
    "A1": "Actions and Measures",
    "A2": "Services",
    "A3": "Responsible institutions",
    "A4": "Planned completion date",
    "A5": _STATUS,
    "A6": "Deadline for reviewing actions",
    "A7": "Notes",
    "I1": "Invited participants/names and surnames",
    "I2": "Institutions/NGOs",
    "I3": "Present",
    "I4": "Signature",
    "V": "Plan review and progress evaluation",
    "V0": "Date",
    "V1": "Actions",
    "V2": "Services",
    "V3": "Responsible institutions",
    "V4": "Planned completion date",
    "V5": _STATUS,
    "V6": "Progress assessment",
    "V7": "Notes",
    "X": "Closing the case for the CMSR",
    "X0": "mark one of the items, in special cases mark with words under other circumstances",
    "X1": "the child is out of danger",
    "X2": "the child is over 18 years old",
    "X3": "when the child changes residence within the state",
    "X4": "when the child changes residence abroad",
    "X5": "the child dies",
    "X6": "Other circumstances",
}
"""By the codes of `rules.annex`."""
