using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Histograms;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>One fit on rows that lie in parts.</summary>
internal sealed class PartedRun : IDisposable
{
    private readonly GradientBoosting _options;
    private readonly FitContext _context;
    private readonly PartedRows _parts;
    private readonly PartRows _rows;
    private readonly int[] _counts;
    private readonly Objective _objective;
    private readonly double[] _constants;
    private readonly ValidationCurve? _validation;
    private readonly BinnedTable _shape;
    private readonly PartedDivider _divider;
    private readonly TreeGrower _grower;
    private readonly List<Tree> _trees = [];

    /// <summary>Gets to know the parts, chooses bins, and begins.</summary>
    public PartedRun(GradientBoosting options, IReadOnlyList<IRowPart> parts, FitContext context)
    {
        (_options, _context, _parts) = (options, context, new PartedRows(parts, context.Cancellation));
        var described = Array.ConvertAll(_parts.Ask(new MessageWriter(PartRequest.Describe)), PartRows.Of);
        (_rows, _counts) = (PartRows.Join(described), Array.ConvertAll(described, part => part.Targets.Length));
        _objective = options.ObjectiveFor(_rows.Labels);
        var rules = Check(options, _rows, _objective);
        _constants = _objective.Constants(_rows.Targets, _rows.Weights);
        if (context.Validation is { } held)
            _validation = new ValidationCurve(
                _objective, LabelledRows.Of(held, TableSource.Of(held.Table, _rows.Columns), Targets.Of(held, _rows.Labels).Values), _constants, [], context);

        var bins = _parts.Bins(_rows.Columns, _counts, options.Binning, context.Seed);
        Begin(bins);
        context.Progress?.Report(new FitProgress("bins", Rows, Rows));
        var packing = ColumnPacking.Of(bins, Rows);
        _shape = new BinnedTable(0, bins, _rows.Columns, packing, new MemoryBins(0, packing), new bool[bins.Length]);
        var pool = new HistogramPool(packing);
        _divider = new PartedDivider(_parts, _shape, rules, pool, context.Threads, context.Cancellation);
        _grower = new TreeGrower(_shape, rules, pool, _divider);
    }

    private int Rows => _rows.Targets.Length;

    /// <summary>Fits all rounds.</summary>
    public BoostedTrees Fit()
    {
        for (var round = 0; round < _options.Trees; round++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            AddRound(round);
            _context.Progress?.Report(new FitProgress("trees", round + 1, _options.Trees) { ValidationLoss = _validation?.Losses[^1] ?? double.NaN });
            if (_validation?.StopsAfter(_options.EarlyStoppingRounds) == true)
                break;
        }

        var kept = _options.EarlyStoppingRounds > 0 ? _validation!.BestRound * _objective.Outputs : _trees.Count;
        return new BoostedTrees(_objective, _constants, [.. _trees.Take(kept)], _rows.Columns, _rows.Labels, [.. _validation?.Losses ?? []]);
    }

    public void Dispose()
    {
        _grower.Dispose();
        _shape.Dispose();
    }

    /// <summary>Refuses rows that nothing can be learnt from; as the rows of one table.</summary>
    private static GrowthRules Check(GradientBoosting options, PartRows rows, Objective objective)
    {
        if (objective.LeafQuantile is not null)
            throw new ArgumentException($"The objective '{objective.Name}' sets leaves to quantiles of all their rows, which lie in different parts; use Huber loss in its place.");
        if (rows.Columns.Length == 0)
            throw new DataException("The parts have no feature.") { Code = "no-features", Hint = "Keep at least one column besides the target." };
        if (rows.Targets.Length == 0)
            throw new DataException("The parts have no rows.") { Code = "no-rows", Hint = "Check the filters or the files." };
        if (rows.Weights.Length > 0)
            LabelledRows.CheckWeights(rows.Weights);
        objective.Check(rows.Targets);
        objective.CheckGroups(new LabelledRows(new RowCount(rows.Targets.Length), rows.Targets, rows.Weights, rows.GroupSizes));
        return options.GrowthRulesFor(rows.Columns);
    }

    private void Begin(FeatureBins[] bins)
    {
        var starts = PartedRows.Starts(_counts);
        foreach (var answer in _parts.Ask(part => new MessageWriter(PartRequest.Begin)
                     .Add(_rows.Columns).Add(_rows.Labels).Add(starts[part]).Add(Rows).Add((long)_context.Seed).Add(_options.RowFraction)
                     .Add(_objective.Name).AddArray<double>(_constants).Add(bins).ToArray()))
            answer.End();
    }

    private void AddRound(int round)
    {
        var grids = Grids(round);
        var random = new RandomStream(_context.Seed, RandomUse.ColumnSample + (ulong)round);
        var features = RowSample.Features(_rows.Columns.Length, _options.FeatureFraction, ref random);
        for (var output = 0; output < grids.Length; output++)
        {
            (_divider.Output, _divider.Grid) = (output, grids[output]);
            var grown = _grower.Grow([], null, features);
            if (!double.IsFinite(grown.Leaves[0].Sums.Gradient + grown.Leaves[0].Sums.Hessian))
                throw new NotConvergedException("The gradients are no longer finite; lower the learning rate, or scale the target.", round, double.NaN);
            foreach (var leaf in grown.Leaves)
                grown.Builder.SetValue(leaf.Node, grown.Builder.Value(leaf.Node) * _options.LearningRate);
            _trees.Add(grown.Builder.ToTree());
            foreach (var answer in _parts.Ask(new MessageWriter(PartRequest.Add).Add(output)
                         .AddArray<int>(Array.ConvertAll(grown.Leaves, _divider.NumberOf)).AddArray<float>(Array.ConvertAll(grown.Leaves, leaf => grown.Builder.Value(leaf.Node)))))
                answer.End();
        }

        _validation?.Add([.. _trees.Skip(round * grids.Length)]);
    }

    /// <summary>What the derivatives of each output are rounded to, so that their sums over all parts are exact.</summary>
    private PairGrid[] Grids(int round)
    {
        var ranges = new PairRange[_objective.Outputs];
        foreach (var answer in _parts.Ask(new MessageWriter(PartRequest.Gradients).Add(round)))
        {
            for (var k = 0; k < ranges.Length; k++)
                ranges[k] = ranges[k].With(new PairRange(answer.Int(0, int.MaxValue), answer.Int(0, int.MaxValue)));
            answer.End();
        }

        var request = new MessageWriter(PartRequest.Units);
        foreach (var range in ranges)
            request.Add(range.Gradient).Add(range.Hessian);
        var units = new (long Gradient, long Hessian)[ranges.Length];
        foreach (var answer in _parts.Ask(request))
        {
            for (var k = 0; k < units.Length; k++)
                units[k] = (units[k].Gradient + answer.Long(), units[k].Hessian + answer.Long());
            answer.End();
        }

        return [.. ranges.Zip(units, (range, own) => range.IsFinite ? PairGrid.Of(range, own, Rows) : default)];
    }
}
