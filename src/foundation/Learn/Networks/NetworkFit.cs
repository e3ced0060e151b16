using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Linear;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Networks;

/// <summary>One fit of <see cref="MultilayerPerceptron"/>.</summary>
internal sealed class NetworkFit
{
    private const int ScoredRows = 256;

    private readonly MultilayerPerceptron _options;
    private readonly FitContext _context;
    private readonly FeatureColumn[] _columns;
    private readonly string[] _labels;
    private readonly InputScale _scale;
    private readonly double _centre;
    private readonly double _spread = 1;
    private readonly NetworkRows _train;
    private readonly NetworkRows? _validation;
    private readonly NetworkLoss _loss;
    private readonly DenseLayer[] _layers;
    private readonly int _threads;

    public NetworkFit(MultilayerPerceptron options, TabularData data, DesignMatrix x, Targets targets, FitContext context)
    {
        (_options, _context, _columns, _labels, _threads) = (options, context, x.Columns, targets.Labels, context.Threads);
        _scale = InputScale.Of(x, options.Standardises);
        if (_labels.Length == 0)
        {
            var numbers = Array.ConvertAll(targets.Values, value => (double)value);
            _centre = x.Mean(numbers);
            var squares = Array.ConvertAll(numbers, number => (number - _centre) * (number - _centre));
            _spread = Math.Sqrt(x.Mean(squares)) is var spread && spread > DesignMatrix.RoundingShare * Math.Abs(_centre) ? spread : 0;
        }

        var all = new NetworkRows(_scale.Rows(x), Standardised(targets.Values), Array.ConvertAll(x.Weights, weight => (float)(weight * x.Rows / x.WeightSum)));
        int[] used = [.. Enumerable.Range(0, all.Count).Where(row => all.Weight(row) > 0)];
        var held = context.Validation is null ? Held(all, used) : [];
        _train = all.Take([.. used.Except(held)]);
        _validation = context.Validation is { } rows ? Validation(rows) : held.Length > 0 ? all.Take(held) : null;
        _loss = new NetworkLoss(_labels.Length > 2 ? _labels.Length : 1, _labels.Length);
        _layers = Layers();
    }

    public FeedforwardNetwork Run()
    {
        var history = new List<NetworkPoint>();
        ParameterSteps[] weights = [.. _layers.Select(layer => new ParameterSteps(_options, layer.Weights, _options.WeightDecay))];
        ParameterSteps[] biases = [.. _layers.Select(layer => new ParameterSteps(_options, layer.Bias, 0))];
        var batch = new BackPropagation(_layers, _options.Activation, _options.Dropout, Math.Min(_options.BatchRows, _train.Count));
        int[] order = [.. Enumerable.Range(0, _train.Count)];
        var (best, bestEpoch, goal, lastFall, step) = (Copy(), 0, double.PositiveInfinity, 0, 0L);
        for (var epoch = 1; epoch <= _options.Epochs && epoch - lastFall <= _options.Patience; epoch++)
        {
            var random = new RandomStream(_context.Seed, RandomUse.BatchOrder + (ulong)epoch);
            random.Shuffle(order.AsSpan());
            var loss = Epoch(batch, order, weights, biases, _options.RateOf(epoch - 1), ref step);
            var validation = _validation is null ? double.NaN : Loss(_validation);
            history.Add(new NetworkPoint(epoch, loss, validation));
            var judged = _validation is null ? loss : validation;
            if (!double.IsFinite(judged))
                throw new NotConvergedException($"The loss is {judged} after {epoch} epochs; expected it to fall. Take a smaller {nameof(MultilayerPerceptron.LearningRate)}, or let the features be standardised.", epoch, judged);
            if (judged <= goal - _options.Tolerance || bestEpoch == 0)
                (lastFall, goal) = (epoch, judged);
            if (bestEpoch == 0 || _validation is null || validation < history[bestEpoch - 1].ValidationLoss)
                (best, bestEpoch) = (_validation is null ? _layers : Copy(), epoch);
            _context.Progress?.Report(new FitProgress("epochs", epoch, _options.Epochs) { ValidationLoss = validation });
        }

        return new FeedforwardNetwork(_columns, _labels, _scale, best, _options.Activation, _centre, _spread, [.. history], bestEpoch);
    }

    private double Epoch(BackPropagation batch, int[] order, ParameterSteps[] weights, ParameterSteps[] biases, double rate, ref long step)
    {
        var (size, outputs, total) = (_columns.Length, _loss.Outputs, 0.0);
        var losses = new double[Math.Min(_options.BatchRows, order.Length)];
        for (var start = 0; start < order.Length; start += _options.BatchRows)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            var (first, count) = (start, Math.Min(_options.BatchRows, order.Length - start));
            for (var i = 0; i < count; i++)
                _train.Features.AsSpan(order[first + i] * size, size).CopyTo(batch.Inputs.AsSpan(i * size));
            batch.Run(count, _threads, _context.Seed, step, (from, to) =>
            {
                for (var i = from; i < to; i++)
                {
                    var row = order[first + i];
                    var deltas = batch.Deltas.Slice(i * outputs, outputs);
                    losses[i] = _train.Weight(row) * _loss.Of(batch.Scores.Slice(i * outputs, outputs), _train.Targets[row], deltas);
                    Scale.By(_train.Weight(row) / count, deltas);
                }
            });
            var now = ++step;
            batch.Gradients(count, _threads, (layer, place, gradient) => (place < 0 ? biases : weights)[layer].Move(Math.Max(place, 0), gradient, rate, now));
            total += Sum.Of(losses.AsSpan(0, count));
        }

        return total / order.Length;
    }

    /// <summary>The weighted mean loss of rows.</summary>
    private double Loss(NetworkRows rows)
    {
        var (size, pass) = (_columns.Length, new NetworkPass(_layers, _options.Activation));
        var (scores, total, all) = (new float[ScoredRows * _loss.Outputs], 0.0, 0.0);
        for (var start = 0; start < rows.Count; start += ScoredRows)
        {
            var count = Math.Min(ScoredRows, rows.Count - start);
            pass.Run(rows.Features.AsSpan(start * size, count * size), count, scores);
            for (var i = 0; i < count; i++)
            {
                total += rows.Weight(start + i) * _loss.Of(scores.AsSpan(i * _loss.Outputs, _loss.Outputs), rows.Targets[start + i], []);
                all += rows.Weight(start + i);
            }
        }

        return total / all;
    }

    private DenseLayer[] Layers()
    {
        int[] sizes = [_columns.Length, .. _options.Hidden, _loss.Outputs];
        var layers = new DenseLayer[sizes.Length - 1];
        for (var l = 0; l < layers.Length; l++)
        {
            layers[l] = new DenseLayer(sizes[l], sizes[l + 1]);
            var random = new RandomStream(_context.Seed, RandomUse.NetworkStart + (ulong)l);
            var isNormalized = _options.WeightStart == WeightStart.Normalized;
            var limit = isNormalized ? Math.Sqrt(6.0 / (sizes[l] + sizes[l + 1])) : 1 / Math.Sqrt(sizes[l]);
            foreach (ref var weight in layers[l].Weights.AsSpan())
                weight = (float)(limit * (2 * random.NextDouble() - 1));
            foreach (ref var bias in isNormalized ? [] : layers[l].Bias.AsSpan())
                bias = (float)(limit * (2 * random.NextDouble() - 1));
        }

        return layers;
    }

    private DenseLayer[] Copy() => Array.ConvertAll(_layers, layer => layer with { Weights = [.. layer.Weights], Bias = [.. layer.Bias] });

    private float[] Standardised(float[] targets) => _labels.Length > 0
        ? targets : Array.ConvertAll(targets, target => _spread > 0 ? (float)((target - _centre) / _spread) : 0);

    /// <summary>Rows kept for validation, ascending: the same share of each class.</summary>
    private int[] Held(NetworkRows rows, int[] used)
    {
        if (_options.ValidationShare is 0)
            return [];
        var (order, held) = (used.ToArray(), new List<int>());
        var random = new RandomStream(_context.Seed, RandomUse.NetworkValidation);
        random.Shuffle(order.AsSpan());
        if (_labels.Length > 0)
            order = [.. order.OrderBy(row => rows.Targets[row])];
        for (var i = 0; i < order.Length; i++)
            if ((long)((i + 1) * _options.ValidationShare) > (long)(i * _options.ValidationShare))
                held.Add(order[i]);
        return held.Count == used.Length ? [] : [.. held.Order()];
    }

    private NetworkRows Validation(TabularData data)
    {
        var targets = Targets.Of(data, _labels);
        if (_labels.Length == 0)
            NetworkRows.CheckNumbers(targets.Values, data.Target?.Name);
        var (features, weights) = (TableSource.Of(data.Table, _columns).ToRowMajor(), new float[data.Weight?.Count ?? 0]);
        data.Weight?.CopyTo(weights);
        if (weights.Length > 0)
            LabelledRows.CheckWeights(weights);
        _scale.Apply(features, features);
        for (var i = 0; i < features.Length; i++)
            if (!float.IsFinite(features[i]))
                throw new DataException($"The feature '{_columns[i % _columns.Length].Name}' of validation row {i / _columns.Length + 1} is missing or infinite; this learner needs finite numbers.")
                {
                    Code = "missing-value", Row = i / _columns.Length + 1, Column = _columns[i % _columns.Length].Name, Hint = "Impute it, or leave the row out.",
                };
        return data.RowCount > 0 ? new NetworkRows(features, Standardised(targets.Values), weights) : throw new DataException("There are no validation rows.") { Code = "no-rows", Hint = "Leave the validation out." };
    }
}
