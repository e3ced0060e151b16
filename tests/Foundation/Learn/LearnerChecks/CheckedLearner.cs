using Kirana.Learn;

namespace Kirana.Tests.Foundation.Learn.LearnerChecks;

/// <summary>A learner under the contract that all have.</summary>
/// <param name="Name">Its name in the list of tests.</param>
/// <param name="Learner">The learner with options for small tables.</param>
/// <param name="Faulty">The same with two options outside their range, whose names the refusal must tell; none where it has fewer.</param>
/// <param name="Faults">The names of these options.</param>
public sealed record CheckedLearner(string Name, IEstimator<ITableModel> Learner, IEstimator<ITableModel>? Faulty = null, params string[] Faults)
{
    /// <summary>Whether it learns numbers; by default it does.</summary>
    public bool LearnsNumbers { get; init; } = true;

    /// <summary>Whether it learns classes; by default it does.</summary>
    public bool LearnsClasses { get; init; } = true;

    /// <summary>Whether it takes categories and missing values; by default it does. Else it refuses them, with a code.</summary>
    public bool TakesAnything { get; init; } = true;

    /// <summary>Whether its numbers are from 0 up; by default they are any.</summary>
    public bool LearnsCounts { get; init; }

    /// <summary>How near a fit with a weight of 2 promises to come to that of rows given twice; <see langword="null"/> where it promises nothing, as where chance chooses rows.</summary>
    public double? WeightsAreRepeats { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
