"""What a sign-off in a file may say."""

APPROVE, RETURN, RECEIVED, REFUSED = "approve", "return", "received", "refused"
CONFIRMED = "confirmed"
