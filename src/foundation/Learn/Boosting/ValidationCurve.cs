using Kirana.Data.Fitting;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Boosting;

/// <summary>The loss on validation rows after each round.</summary>
internal sealed class ValidationCurve
{
    private readonly Objective _objective;
    private readonly LabelledRows _rows;
    private readonly FitContext _context;
    private readonly double[][] _scores;
    private readonly List<double> _losses = [];
    private readonly int _firstRound;
    private double _best;

    public ValidationCurve(Objective objective, LabelledRows rows, double[] constants, IReadOnlyList<Tree> trees, FitContext context)
    {
        rows.Check();
        objective.Check(rows.Targets);
        objective.CheckGroups(rows);
        (_objective, _rows, _context) = (objective, rows, context);
        _scores = RawScores.Of(rows.Features, constants, trees, context);
        _firstRound = BestRound = trees.Count / objective.Outputs;
        _best = objective.MeanLoss(_scores, rows);
    }

    /// <summary>The loss after each round of this fit.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>The number of rounds with the least loss; the earliest of equals.</summary>
    public int BestRound { get; private set; }

    /// <summary>Adds a round.</summary>
    public void Add(Tree[] trees)
    {
        RawScores.Add(_rows.Features, trees, _scores, _context);
        _losses.Add(_objective.MeanLoss(_scores, _rows));
        if (!(_losses[^1] < _best))
            return;
        _best = _losses[^1];
        BestRound = _firstRound + _losses.Count;
    }

    /// <summary>Puts a rescaled tree in the place of the old one.</summary>
    public void Replace(Tree old, Tree rescaled, int output)
    {
        var one = new[] { _scores[output] };
        RawScores.Add(_rows.Features, [old.Scaled(-1), rescaled], one, _context);
    }

    /// <summary>Whether the last <paramref name="rounds"/> rounds brought nothing; never at 0.</summary>
    public bool StopsAfter(int rounds) => rounds > 0 && _firstRound + _losses.Count - BestRound >= rounds;
}
