using Kirana.Data.Fitting;

namespace Kirana.Pipelines.Recommend;

/// <summary>What <c>kirana evaluate recommend FILE</c> is asked.</summary>
public sealed record RecommendEvaluationRequest
{
    /// <summary>The file; the train part where there is a test file.</summary>
    public required string File { get; init; }

    /// <summary>The test file. Without it a random fifth of each user (all-items) or the last tenth of the sessions (next-item) is the
    /// test part; leave-one-out takes none.</summary>
    public string? Test { get; init; }

    /// <summary>The protocol.</summary>
    public required EvaluationProtocol Protocol { get; init; }

    /// <summary>The recipe's name; <see cref="Recipes.Default"/> by default. <see cref="Recipes.Any"/> lets tuning choose among all.</summary>
    public string Recipe { get; init; } = Recipes.Default;

    /// <summary>Whether settings are chosen on a cut of the training part; not by default.</summary>
    public bool Tune { get; init; }

    /// <summary>The time for choosing among all recipes; 30 minutes by default. A fit that would outlast it is cancelled; a recipe that is named is searched whole.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Leave-one-out only: also fit on the validation items and report that apart; not by default.</summary>
    public bool Refit { get; init; }

    /// <summary>The list lengths k; 10 and 20 by default.</summary>
    public IReadOnlyList<int> Lengths { get; init; } = [10, 20];

    /// <summary>Seed, threads, cancellation, progress, clock.</summary>
    public FitContext Context { get; init; } = FitContext.Default;
}
