namespace Kirana.Recommend.Search;

/// <summary>What stays the same for the life of an index.</summary>
/// <param name="Dimensions">The length of a vector.</param>
/// <param name="Similarity">How alike two vectors are.</param>
/// <param name="Recall">The mean recall of sample queries when it was built.</param>
/// <param name="ScanLimit">Up to so many vectors a scan was wanted.</param>
/// <param name="BuiltCount">The number of vectors it was built of.</param>
/// <param name="BuiltDistance">The mean squared distance from the lists' centres then; 0 without centres.</param>
internal sealed record IndexFacts(int Dimensions, Similarity Similarity, double Recall, int ScanLimit, int BuiltCount, double BuiltDistance);
