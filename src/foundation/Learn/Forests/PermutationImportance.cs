namespace Kirana.Learn.Forests;

/// <summary>How much worse predictions become when a feature, or a group of them, is shuffled.</summary>
/// <param name="Name">The name of the feature or group.</param>
/// <param name="Increase">The mean increase of the error; about 0, or below, where the feature says nothing.</param>
/// <param name="StandardError">The standard error of that mean, over trees or repetitions; NaN where there was one only.</param>
public readonly record struct PermutationImportance(string Name, double Increase, double StandardError)
{
    internal static PermutationImportance Of(string name, double[] increases)
    {
        var mean = increases.Average();
        var squares = increases.Sum(own => (own - mean) * (own - mean));
        return new PermutationImportance(name, mean, increases.Length > 1 ? Math.Sqrt(squares / (increases.Length - 1) / increases.Length) : double.NaN);
    }
}
