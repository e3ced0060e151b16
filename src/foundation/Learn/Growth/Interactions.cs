namespace Kirana.Learn.Growth;

/// <summary>Which features may be split on below a path, given sets of features that may meet.</summary>
internal static class Interactions
{
    /// <summary>The features of all sets that hold the whole path; <see langword="null"/> where there are no sets.</summary>
    public static bool[]? Allowed(int[][] sets, int[] path, int features)
    {
        if (sets.Length == 0)
            return null;
        var allowed = new bool[features];
        foreach (var set in sets)
            if (Array.TrueForAll(path, feature => Array.IndexOf(set, feature) >= 0))
                foreach (var feature in set)
                    allowed[feature] = true;
        return allowed;
    }
}
