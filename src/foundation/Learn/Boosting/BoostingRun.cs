using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Boosting;

/// <summary>One fit: the rounds of boosting and what they share. It owns the binned table it is given.</summary>
internal sealed class BoostingRun : IDisposable
{
    private readonly GradientBoosting _options;
    private readonly Objective _objective;
    private readonly LabelledRows _rows;
    private readonly string[] _labels;
    private readonly FitContext _context;
    private readonly BinnedTable _table;
    private readonly TreeGrower _grower;
    private readonly TreeScores _scores;
    private readonly ValidationCurve? _validation;
    private readonly GradientPair[][] _pairs;
    private readonly double[] _constants;
    private readonly List<Tree> _trees = [];

    public BoostingRun(
        GradientBoosting options, Objective objective, LabelledRows rows, string[] labels, LabelledRows? validation, FitContext context, BoostedTrees? start,
        BinnedTable? table = null)
    {
        options.Check();
        rows.Check();
        (_options, _objective, _rows, _labels, _context) = (options, objective, rows, labels, context);
        _objective.Check(rows.Targets);
        _objective.CheckGroups(rows);
        var growth = options.GrowthRulesFor(rows.Features.Columns);
        start?.CheckContinues(options, objective, rows.Features);
        _constants = start?.Constants.ToArray() ?? _objective.Constants(rows.Targets, rows.Weights);
        if (start is not null)
            _trees.AddRange(start.Trees);

        if (validation is not null)
            _validation = new ValidationCurve(_objective, validation, _constants, _trees, context);
        else if (options.EarlyStoppingRounds > 0)
            throw new ArgumentException($"{nameof(options.EarlyStoppingRounds)} is {options.EarlyStoppingRounds}, but there are no validation rows to judge by.");

        var binning = new BinningOptions(options.Bins, options.MinRowsPerBin);
        _table = table ?? BinnedTable.From(rows.Features, binning, context.Seed, context.Threads, context.Cancellation);
        context.Progress?.Report(new FitProgress("bins", _table.Rows, _table.Rows));
        _grower = new TreeGrower(_table, growth, context.Threads, context.Cancellation);
        _scores = new TreeScores(_table, rows.Features, _constants, _trees, context);
        _pairs = [.. Enumerable.Range(0, _objective.Outputs).Select(_ => new GradientPair[rows.Rows + TreeGrower.PairPadding])];
    }

    /// <summary>Fits all rounds.</summary>
    public BoostedTrees Fit()
    {
        var outputs = _objective.Outputs;
        for (var round = _trees.Count / outputs; round < _options.Trees; round++)
        {
            AddRound();
            _context.Progress?.Report(new FitProgress("trees", round + 1, _options.Trees) { ValidationLoss = _validation?.Losses[^1] ?? double.NaN });
            if (_validation?.StopsAfter(_options.EarlyStoppingRounds) == true)
                break;
        }

        var kept = _options.EarlyStoppingRounds > 0 ? _validation!.BestRound * outputs : _trees.Count;
        return new BoostedTrees(_objective, _constants, [.. _trees.Take(kept)], [.. _rows.Features.Columns], _labels, [.. ValidationLosses]);
    }

    /// <summary>Adds one round.</summary>
    public void AddRound()
    {
        _context.Cancellation.ThrowIfCancellationRequested();
        Round(_trees.Count / _objective.Outputs);
    }

    /// <summary>The validation loss after each round so far.</summary>
    public IReadOnlyList<double> ValidationLosses => _validation?.Losses ?? [];

    public void Dispose()
    {
        _grower.Dispose();
        _table.Dispose();
    }

    private void Round(int round)
    {
        var drop = TreeDrop.Draw(_options, round, _context.Seed);
        var outputs = _objective.Outputs;
        foreach (var dropped in drop.Rounds)
            for (var k = 0; k < outputs; k++)
                _scores.Add(_trees[dropped * outputs + k], k, -1);

        for (var k = 0; k < outputs; k++)
            _objective.Gradients(_scores.PerOutput, _rows, k, _pairs[k].AsMemory(0, _rows.Rows), _context.Threads, _context.Cancellation);
        var sample = Sample(round);
        var random = new RandomStream(_context.Seed, RandomUse.ColumnSample + (ulong)round);
        var features = RowSample.Features(_rows.Features.Features, _options.FeatureFraction, ref random);
        for (var k = 0; k < outputs; k++)
            _trees.Add(Grow(round, k, sample, features, drop));

        foreach (var dropped in drop.Rounds)
            for (var k = 0; k < outputs; k++)
            {
                var tree = _trees[dropped * outputs + k];
                _trees[dropped * outputs + k] = tree.Scaled(drop.OldScale);
                _scores.Add(_trees[dropped * outputs + k], k, 1);
                _validation?.Replace(tree, _trees[dropped * outputs + k], k);
            }

        _validation?.Add([.. _trees.Skip(round * outputs)]);
    }

    private int[]? Sample(int round)
    {
        var random = new RandomStream(_context.Seed, RandomUse.RowSample + (ulong)round);
        if (_options.Sampling == RowSampling.GradientOneSide)
            // The first gradients say little about which rows are hard: begin when the trees together count as one full step.
            return round < 1 / _options.LearningRate ? null : RowSample.OneSide(_rows.Rows, _pairs, _options.TopFraction, _options.OtherFraction, ref random);
        return _options.RowFraction < 1 ? RowSample.Uniform(_rows.Rows, _options.RowFraction, ref random) : null;
    }

    private Tree Grow(int round, int output, int[]? sample, bool[]? features, TreeDrop drop)
    {
        var grown = _grower.Grow(_pairs[output], sample, features);
        if (!double.IsFinite(grown.Leaves[0].Sums.Gradient + grown.Leaves[0].Sums.Hessian))
            throw new NotConvergedException("The gradients are no longer finite; lower the learning rate, or scale the target.", round, double.NaN);
        if (_objective.LeafQuantile is { } level)
            LeafRenewal.Renew(grown, level, _scores.PerOutput[output], _rows);
        foreach (var leaf in grown.Leaves)
            grown.Builder.SetValue(leaf.Node, grown.Builder.Value(leaf.Node) * _options.LearningRate * drop.NewScale);
        var tree = grown.Builder.ToTree();
        if (sample is null)
            _scores.Add(grown, output);
        else
            _scores.Add(tree, output, 1);
        return tree;
    }
}
