using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Comparison;
using Kirana.Pipelines.Learn.Decisions;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn;

/// <summary>What is to be learnt, and from which columns.</summary>
public sealed record LearnRequest
{
    /// <summary>The name of the table's file, for messages.</summary>
    public required string File { get; init; }

    /// <summary>The table.</summary>
    public required Table Table { get; init; }

    /// <summary>The rows to judge by; <see langword="null"/>, the default, holds a fifth of the table out.</summary>
    public Table? Test { get; init; }

    /// <summary>The column to learn.</summary>
    public required string Target { get; init; }

    /// <summary>The column that says how much each row counts in training; none by default.</summary>
    public string? Weight { get; init; }

    /// <summary>The column whose equal values are held out together, and are one list where rows are ranked; none by default.</summary>
    public string? Group { get; init; }

    /// <summary>The column of moments, or of numbers that grow with time, by which later rows are predicted from earlier ones; none by default.</summary>
    public string? Time { get; init; }

    /// <summary>What to learn; found out from the target by default.</summary>
    public LearnTask? Task { get; init; }

    /// <summary>Columns that are left out; none by default.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Columns that are used though they look like ids or like the target itself; none by default.</summary>
    public IReadOnlyList<string> Use { get; init; } = [];

    /// <summary>The learner; <see cref="TableLearners.Automatic"/> by default.</summary>
    public TableLearner Learner { get; init; } = TableLearners.Automatic;

    /// <summary>The depths to sweep, a tree beside a forest, one of them the learner; <see langword="null"/>, the default, for no sweep.</summary>
    public IReadOnlyList<int>? Depths { get; init; }

    /// <summary>Compares learners in the place of <see cref="Learner"/>; <see langword="null"/>, the default, fits that one.</summary>
    public ComparisonOptions? Comparison { get; init; }

    /// <summary>Reads what calls cost, given the classes; <see langword="null"/>, the default, where nobody said.</summary>
    public Func<IReadOnlyList<string>, DecisionCosts>? Costs { get; init; }
}
