namespace Kirana.Learn.Preparation;

/// <summary>Gives out names for columns, each once.</summary>
/// <param name="taken">Names that are taken.</param>
internal sealed class NewNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The name itself, or with a number behind it.</summary>
    public string Take(string name)
    {
        var own = name;
        for (var i = 2; !_taken.Add(own); i++)
            own = $"{name} ({i})";
        return own;
    }
}
