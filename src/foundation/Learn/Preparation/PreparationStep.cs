using Kirana.Data;

namespace Kirana.Learn.Preparation;

/// <summary>One step of a <see cref="TablePreparation"/>: how columns are changed, and what is learnt for that. Immutable and thread-safe.</summary>
public abstract record PreparationStep
{
    private protected PreparationStep()
    {
    }

    /// <summary>The columns the step works on, by the names that the steps before it leave; <see langword="null"/>, the default, for all of the
    /// kinds it is meant for.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Learns from training rows.</summary>
    internal abstract StepFit Fit(TrainingRows rows);

    /// <summary>Adds what is wrong with the options.</summary>
    internal virtual void Check(List<string> faults)
    {
    }

    /// <summary>The places of the chosen columns, ascending.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="categorical">Whether the step is for categories, for numbers, or, <see langword="null"/>, for both.</param>
    /// <exception cref="DataException"><c>missing-column</c> or <c>wrong-kind</c>.</exception>
    private protected int[] Choose(TrainingRows rows, bool? categorical)
    {
        if (Columns is null)
            return [.. Enumerable.Range(0, rows.Width).Where(f => categorical is null || rows.Columns[f].IsCategorical == categorical)];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var f = 0; f < rows.Width; f++)
            places[rows.Columns[f].Name] = f;
        return [.. Columns.Distinct(StringComparer.Ordinal).Select(Place).Order()];

        int Place(string name)
        {
            if (!places.TryGetValue(name, out var place))
                throw new DataException($"There is no column '{name}' to prepare by {GetType().Name}; there are {string.Join(", ", places.Keys.Take(20))}.")
                {
                    Code = "missing-column", Column = name, Hint = "Name a feature that no step before it has dropped or replaced.",
                };
            return categorical is null || rows.Columns[place].IsCategorical == categorical ? place : throw new DataException(
                $"The column '{name}' holds {(categorical.Value ? "numbers" : "categories")}; {GetType().Name} is for {(categorical.Value ? "categories" : "numbers")}.")
            {
                Code = "wrong-kind", Column = name, Hint = categorical.Value ? "Read the column as categories." : "Encode it by a step before.",
            };
        }
    }
}
