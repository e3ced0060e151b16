using Kirana.Pipelines.Learn.Comparison;

namespace Kirana.Cli.Commands.Learn;

/// <summary>The columns that a learner was given.</summary>
/// <param name="By">By what they were chosen.</param>
/// <param name="Among">How many there were.</param>
/// <param name="Folds">The folds in each of which they were chosen anew.</param>
/// <param name="Names">Those chosen on all rows, the strongest first.</param>
/// <param name="ChosenIn">In how many of the folds each of them was chosen too.</param>
internal sealed record ChosenColumnsAnswer(string By, int Among, int Folds, IReadOnlyList<string> Names, IReadOnlyList<int> ChosenIn)
{
    /// <summary>Describes columns; <see langword="null"/> where none were chosen.</summary>
    /// <param name="columns">The columns.</param>
    public static ChosenColumnsAnswer? Of(ChosenColumns? columns) => columns is null ? null : new ChosenColumnsAnswer(
        columns.Choice.ToString().ToLowerInvariant(), columns.Among, columns.Folds, [.. columns.Columns.Select(column => column.Name)], [.. columns.Columns.Select(column => column.Folds)]);
}
