"""Writes network-steps.json: the loss of each step of small networks that learn, from given weights and in a given order of rows, for tests/Foundation/Learn/Networks.

Usage: python3 network_steps.py > network-steps.json   (made with PyTorch 1.13.0, NumPy 1.24.2)

Losses are of a batch before its step. In float64, so that what rounding does in float32 is on the tested side alone.
"""
import json
import numpy as np
import torch

torch.set_num_threads(1)
torch.manual_seed(11)
torch.set_default_dtype(torch.float64)
r = np.random.default_rng(29)
n, sizes, batch, epochs = 90, [6, 10, 5], 32, 35
X = np.round(r.standard_normal((n, sizes[0])), 4)
score = np.sin(2 * X[:, 0]) + X[:, 1] * X[:, 2] - .5 * X[:, 3]
number = np.round(score + .1 * r.standard_normal(n), 4)
orders = [r.permutation(n).tolist() for _ in range(epochs)]


def run(name, activation, optimizer, target, outputs, weight_decay=0.0, rate=.05):
    layers = [torch.nn.Linear(i, o) for i, o in zip(sizes, sizes[1:] + [outputs])]
    with torch.no_grad():
        for layer in layers:
            for own in (layer.weight, layer.bias):
                own.copy_(own.float())
    bent = {'relu': torch.relu, 'tanh': torch.tanh, 'logistic': torch.sigmoid, 'gelu': lambda z: torch.nn.functional.gelu(z, approximate='tanh')}[activation]
    start = [dict(weights=layer.weight.T.reshape(-1).tolist(), bias=layer.bias.tolist()) for layer in layers]
    groups = [dict(params=[layer.weight for layer in layers], weight_decay=weight_decay), dict(params=[layer.bias for layer in layers], weight_decay=0.0)]
    o = torch.optim.Adam(groups, lr=rate) if optimizer == 'adam' else torch.optim.SGD(groups, lr=rate, momentum=.9)
    x, y, losses = torch.tensor(X), torch.tensor(target), []
    for order in orders:
        for i in range(0, n, batch):
            rows = order[i:i + batch]
            a = x[rows]
            for l, layer in enumerate(layers):
                a = layer(a) if l == len(layers) - 1 else bent(layer(a))
            if outputs == 3:
                loss = torch.nn.functional.cross_entropy(a, y[rows])
            elif target is number:
                loss = ((a.squeeze(1) - y[rows]) ** 2).mean() / 2
            else:
                loss = torch.nn.functional.binary_cross_entropy_with_logits(a.squeeze(1), y[rows].double())
            losses.append(loss.item())
            o.zero_grad()
            loss.backward()
            o.step()
    return dict(name=name, activation=activation, optimizer=optimizer, rate=rate, weight_decay=weight_decay, outputs=outputs, classes=0 if target is number else max(target) + 1,
                targets=[float(t) for t in target], start=start, losses=[round(l, 9) for l in losses])


two, three = (score > 0).astype(int).tolist(), np.digitize(score, [-.5, .6]).tolist()
print(json.dumps(dict(rows=X.reshape(-1).tolist(), features=sizes[0], batch=batch, orders=orders, runs=[
    run('number, momentum', 'relu', 'momentum', number, 1),
    run('number, adam', 'gelu', 'adam', number, 1, rate=.01),
    run('two classes, adam with decay', 'tanh', 'adam', two, 1, weight_decay=.01, rate=.01),
    run('three classes, momentum', 'logistic', 'momentum', three, 3),
])))
