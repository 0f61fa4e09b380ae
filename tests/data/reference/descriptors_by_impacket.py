"""Reads security descriptors, a line of hex each, with impacket (pip install impacket): how
descriptors_by_impacket.tsv was made. Prints a table of them and of what they hold."""
import sys

from impacket.ldap.ldaptypes import SR_SECURITY_DESCRIPTOR

print("descriptor\tread")
for line in sys.stdin:
    sd = SR_SECURITY_DESCRIPTOR(data=bytes.fromhex(line))
    text = " ".join(sd[n].formatCanonical() if sd[n] else "" for n in ("OwnerSid", "GroupSid"))
    for n in ("Sacl", "Dacl"):
        text += "|"
        for ace in sd[n].aces if sd[n] else []:
            body = ace["Ace"]
            text += "%d %d %d %s;" % (ace["AceType"], ace["AceFlags"],
                                      body["Mask"]["Mask"], body["Sid"].formatCanonical())
    print(line.strip() + "\t" + text)
