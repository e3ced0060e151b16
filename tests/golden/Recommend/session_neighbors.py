"""Scores a current session by its neighbours, straight from the formulas and without any index: all pairs, all distances, dictionaries."""
import json
import math
import platform
import random

random = random.Random(5)
items, backward, sharpness, rarity, candidate_rarity = 12, 0.6, 1.5, 2.0, 1.0
history, session_half, distance, repeat_half = 1.5, 0.7, 2.0, 4.0
length_damping, repeat, spread, neighbors = 0.25, 1.2, 0.8, 6
sessions = [[random.randrange(items) for _ in range(random.randint(1, 6))] for _ in range(25)]   # oldest first
current, weights = [3, 7, 3, 1, 9], [1, 2, 1, 1, 0.5]

count = len(sessions)
holding = [sum(item in session for session in sessions) for item in range(items)]
idf = [math.log(1 + count / max(1, n)) for n in holding]
decay = lambda age, half: 2 ** (-age / half)

w, age_of = {}, {}
for place, item in enumerate(current):                                      # a later event replaces an earlier one
    age_of[item] = len(current) - 1 - place
    w[item] = weights[place] * decay(age_of[item], history) * idf[item] ** rarity

found = []
for place, session in enumerate(sessions):
    shared = sum(w[item] for item in set(session) if item in w)
    if shared > 0:
        age = (count - 1 - place) / count
        found.append((shared ** sharpness * len(session) ** -length_damping * decay(age, session_half), session))
found = sorted(found, key=lambda entry: -entry[0])[:neighbors]

votes = {}
for similarity, session in found:
    total = sum(w.get(item, 0) for item in session)
    for t, item in enumerate(session):
        for u, other in enumerate(session):
            if u != t and other in w:
                vote = similarity / total * w[other] * decay(abs(t - u) - 1, distance) * (1 if t > u else backward)
                votes[item] = votes.get(item, 0) + vote * idf[item] ** candidate_rarity
greatest = max(votes.values())
scores = {item: vote / greatest for item, vote in votes.items()}
for item, age in age_of.items():
    scores[item] = scores.get(item, 0) + repeat * decay(age, repeat_half)

direct = dict(scores)                                                       # fewer than 30 items: all of them spread
for item, score in direct.items():
    links = {}
    for session in sessions:
        for place, here in enumerate(session):
            for other, there in enumerate(session):
                if here == item and there != item:
                    near = decay(abs(other - place) - 1, distance) * (1 if other > place else backward)
                    links[there] = links.get(there, 0) + near / math.sqrt(holding[there])
    for other, share in links.items():
        scores[other] = scores.get(other, 0) + spread * score * share / sum(links.values())

print(json.dumps({
    "python": platform.python_version(), "sessions": sessions, "current": current, "weights": weights,
    "scores": [scores.get(item) for item in range(items)]}))
