namespace Kirana.Learn.Forests;

/// <summary>A row of a tree's bag.</summary>
/// <param name="Row">Its place in the columns that are looked at.</param>
/// <param name="Weight">Its weight times how often it was drawn, above 0.</param>
/// <param name="Target">Of numbers and of two classes: weight × target; of several classes: the class.</param>
internal readonly record struct BagEntry(int Row, float Weight, double Target);
