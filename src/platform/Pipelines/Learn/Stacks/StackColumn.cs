namespace Kirana.Pipelines.Learn.Stacks;

/// <summary>A column of a stack.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Levels">The texts of a column of categories; <see langword="null"/> for numbers.</param>
internal sealed record StackColumn(string Name, IReadOnlyList<string>? Levels);
