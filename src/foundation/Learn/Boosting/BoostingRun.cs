using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Learn.Batches;
using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Histograms;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Boosting;

/// <summary>One fit: the rounds of boosting and what they share.</summary>
internal sealed class BoostingRun : IDisposable
{
    private readonly GradientBoosting _options;
    private readonly Objective _objective;
    private readonly string[] _labels;
    private readonly FitContext _context;
    private readonly int _rows;
    private readonly FeatureColumn[] _columns;
    private readonly BinnedTable? _table;
    private readonly bool _sharesTable;
    private readonly int[]? _chosen;
    private readonly ITreeGrower _grower;
    private readonly ITrainingScores _scores;
    private readonly ValidationCurve? _validation;
    private readonly GradientPair[][] _pairs;
    private readonly SplitPairs? _splitPairs;
    private readonly GrowthRules _growth;
    private readonly double[] _constants;
    private readonly List<Tree> _trees = [];

    /// <summary>A fit on rows in memory.</summary>
    /// <param name="options">The learner.</param>
    /// <param name="objective">What is minimised.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="labels">The labels of the classes.</param>
    /// <param name="validation">The rows that tell when to stop.</param>
    /// <param name="context">Seed, threads, cancellation and progress.</param>
    /// <param name="start">A model to go on with.</param>
    /// <param name="shared">The bins of all rows, which others use too; <see langword="null"/> to choose bins.</param>
    /// <param name="chosen">The rows to fit on, ascending, where bins are shared; all by default.</param>
    public BoostingRun(
        GradientBoosting options, Objective objective, LabelledRows rows, string[] labels, LabelledRows? validation, FitContext context, BoostedTrees? start,
        BinnedTable? shared = null, int[]? chosen = null)
    {
        options.Check();
        rows.Check();
        (_options, _objective, _labels, _context) = (options, objective, labels, context);
        var own = chosen is null ? rows : rows.Take(chosen);
        own.Check();
        if (chosen is not null && options.Sampling == RowSampling.GradientOneSide)
        {
            // The rows that are drawn from have to lie side by side.
            (rows, _table, chosen) = (own, shared!.Take(chosen), null);
        }

        (_chosen, _sharesTable) = (chosen, _table is null && shared is not null);
        // Scores and gradients of rows that were not chosen are computed too, and never looked at.
        _objective.Check(rows.Targets);
        _objective.CheckGroups(rows);
        _growth = options.GrowthRulesFor(rows.Features.Columns);
        start?.CheckContinues(options, objective, rows.Features);
        _constants = start?.Constants.ToArray() ?? _objective.Constants(own.Targets, own.Weights);
        if (start is not null)
            _trees.AddRange(start.Trees);

        _validation = Curve(validation);
        (_rows, _columns) = (rows.Rows, [.. rows.Features.Columns]);
        _table ??= shared ?? options.Bin(rows, context);
        _grower = _table is null
            ? new PresortedGrower(rows.Features, options.Bins, _growth, context.Threads, context.Cancellation)
            : new TreeGrower(_table, _growth, context.Threads, context.Cancellation);
        context.Progress?.Report(new FitProgress("bins", _rows, _rows));
        _scores = new TreeScores(rows, _table, _constants, _trees, context);
        (_pairs, _splitPairs) = (NewPairs(), NewSplitPairs());
    }

    /// <summary>A fit on rows that lie in files, from the beginning.</summary>
    public BoostingRun(GradientBoosting options, Objective objective, SpilledRows rows, LabelledRows? validation, FitContext context)
    {
        options.Check();
        (_options, _objective, _labels, _context) = (options, objective, rows.Labels, context);
        _growth = options.GrowthRulesFor(rows.Columns);
        _constants = rows.Constants(objective);
        _validation = Curve(validation);
        (_rows, _columns) = (rows.Rows, [.. rows.Columns]);
        _table = rows.Bin(options.Binning, context);
        try
        {
            _scores = new ScratchScores(rows, _table, _constants, context);
            _grower = new TreeGrower(_table, _growth, context.Threads, context.Cancellation);
            (_pairs, _splitPairs) = (NewPairs(), NewSplitPairs());
        }
        catch
        {
            _scores?.Dispose();
            _table.Dispose();
            throw;
        }
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
        return new BoostedTrees(_objective, _constants, [.. _trees.Take(kept)], _columns, _labels, [.. ValidationLosses]);
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
        _scores.Dispose();
        if (!_sharesTable)
            _table?.Dispose();
    }

    private ValidationCurve? Curve(LabelledRows? validation)
    {
        _options.CheckValidation(validation is not null);
        return validation is null ? null : new ValidationCurve(_objective, validation, _constants, _trees, _context);
    }

    private SplitPairs? NewSplitPairs() => _options.Step == BoostingStep.GradientNewton ? new SplitPairs(_scores, _rows, _chosen, _context) : null;

    private GradientPair[][] NewPairs()
    {
        var pairs = new GradientPair[_objective.Outputs][];
        for (var output = 0; output < pairs.Length; output++)
            pairs[output] = new GradientPair[_rows + TreeGrower.PairPadding];
        return pairs;
    }

    private void Round(int round)
    {
        var drop = TreeDrop.Draw(_options, round, _context.Seed);
        var outputs = _objective.Outputs;
        foreach (var dropped in drop.Rounds)
            for (var k = 0; k < outputs; k++)
                _scores.Add(_trees[dropped * outputs + k], k, -1);

        for (var k = 0; k < outputs; k++)
            _scores.Gradients(_objective, k, _pairs[k].AsMemory(0, _rows));
        var sample = Sample(round);
        foreach (var own in _pairs)
            ExactSums.Round(own.AsMemory(0, _rows), _chosen, _context.Threads, _context.Cancellation);
        var random = new RandomStream(_context.Seed, RandomUse.ColumnSample + (ulong)round);
        var features = RowSample.Features(_columns.Length, _options.FeatureFraction, ref random);
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
        _splitPairs?.Reset();
        if (_options.Sampling == RowSampling.GradientOneSide)
            // The first gradients say little about which rows are hard: begin when the trees together count as one full step.
            return round < 1 / _options.LearningRate ? null : RowSample.OneSide(_rows, _pairs, _splitPairs?.Weights ?? [], _options.TopFraction, _options.OtherFraction, ref random);
        if (_options.RowFraction >= 1)
            return _chosen;
        var sample = RowSample.Uniform(_chosen?.Length ?? _rows, _options.RowFraction, ref random);
        return _chosen is null ? sample : Array.ConvertAll(sample, place => _chosen[place]);
    }

    private Tree Grow(int round, int output, int[]? sample, bool[]? features, TreeDrop drop)
    {
        var grown = _grower.Grow(_splitPairs?.Of(_pairs[output]) ?? _pairs[output], sample, features);
        if (!double.IsFinite(grown.Leaves[0].Sums.Gradient + grown.Leaves[0].Sums.Hessian))
            throw new NotConvergedException("The gradients are no longer finite; lower the learning rate, or scale the target.", round, double.NaN);
        if (_splitPairs is not null)
            NewtonValues.Set(grown, _pairs[output], _growth.Splits, _context.Threads, _context.Cancellation);
        if (_objective.LeafQuantile is { } level)
            _scores.Renew(grown, level, output);
        foreach (var leaf in grown.Leaves)
            grown.Builder.SetValue(leaf.Node, grown.Builder.Value(leaf.Node) * _options.LearningRate * drop.NewScale);
        var tree = grown.Builder.ToTree();
        if (sample == _chosen)
            _scores.Add(grown, output);
        else
            _scores.Add(tree, output, 1);
        return tree;
    }
}
