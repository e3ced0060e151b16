using Kirana.Data;

namespace Kirana.Operate.Vectors;

/// <summary>Vectors of items that something outside of the shop made, as sets by name. Saving is durable: a set is the old one or the new one. Thread-safe.</summary>
public interface IVectorSets
{
    /// <summary>The most letters of a name.</summary>
    const int LongestName = 40;

    /// <summary>The most items of a set.</summary>
    const int MostItems = 5_000_000;

    /// <summary>The greatest length of a vector.</summary>
    const int MostWidth = 4096;

    /// <summary>The most numbers of a set; 1.6 GB of them.</summary>
    const int MostNumbers = 400_000_000;

    /// <summary>Whether a word can name a set: lower-case letters, digits and hyphens, a letter or digit first.</summary>
    /// <param name="name">The word.</param>
    static bool CanName(string name) => name is { Length: > 0 and <= LongestName } && name[0] != '-'
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>The sets, by name.</summary>
    IReadOnlyList<VectorSet> List();

    /// <summary>Reads a set.</summary>
    /// <param name="set">One of <see cref="List"/>.</param>
    /// <exception cref="DataException">Its file is missing or damaged (<c>damaged-vectors</c>).</exception>
    VectorTable Read(VectorSet set);

    /// <summary>Saves a set whole in the place of one of that name, if there is one.</summary>
    /// <param name="name">The name; see <see cref="CanName"/>.</param>
    /// <param name="source">The name of the file the vectors come from.</param>
    /// <param name="table">The vectors.</param>
    /// <exception cref="ArgumentException">The name cannot be used, or there is no vector.</exception>
    VectorSet Save(string name, string source, VectorTable table);

    /// <summary>Removes a set.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether there was one.</returns>
    bool Remove(string name);
}
