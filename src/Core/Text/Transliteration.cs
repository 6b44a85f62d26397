using System.Collections.Frozen;

namespace MedicaidLogs.Core.Text;

/// <summary>The ASCII text for a character that claim files and name lists do not have: É becomes E, ß SS, a curly quote a straight one.</summary>
/// <remarks>
/// Latin letters of U+00C0 to U+024F and U+1E00 to U+1EFF lose their marks. Other scripts have no entry: how a name
/// is spelled in Latin letters is the family's and the payer's word, not ours.
/// </remarks>
public static class Transliteration
{
    private static readonly (string Ascii, string Originals)[] Table =
    [
        ("A", "ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặª"),
        ("B", "ƁɓḂḃḄḅḆḇ"),
        ("C", "ÇçĆćĈĉĊċČčḈḉ"),
        ("D", "ÐðĎďĐđƉƊɖɗḊḋḌḍḎḏḐḑḒḓ"),
        ("E", "ÈÉÊËèéêëĒēĔĕĖėĘęĚěƎƏƐȄȅȆȇȨȩəɛḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ"),
        ("F", "Ḟḟ"),
        ("G", "ĜĝĞğĠġĢģǦǧǴǵḠḡ"),
        ("H", "ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ"),
        ("I", "ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋḬḭḮḯỈỉỊị"),
        ("J", "Ĵĵǰ"),
        ("K", "ĶķĸƘƙǨǩḰḱḲḳḴḵ"),
        ("L", "ĹĺĻļĽľŁłḶḷḸḹḺḻḼḽ"),
        ("M", "ḾḿṀṁṂṃ"),
        ("N", "ÑñŃńŅņŇňŉŊŋǸǹṄṅṆṇṈṉṊṋ"),
        ("O", "ÒÓÔÕÖØòóôõöøŌōŎŏŐőƆƠơǑǒǪǫǬǭȌȍȎȏȪȫȬȭȮȯȰȱɔṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợº"),
        ("P", "ṔṕṖṗ"),
        ("R", "ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟ"),
        ("S", "ŚśŜŝŞşŠšȘșṠṡṢṣṤṥṦṧṨṩ"),
        ("T", "ŢţŤťŦŧȚțṪṫṬṭṮṯṰṱẗ"),
        ("U", "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự"),
        ("V", "ṼṽṾṿ"),
        ("W", "ŴŵẀẁẂẃẄẅẆẇẈẉẘ"),
        ("X", "ẊẋẌẍ"),
        ("Y", "ÝýÿŶŷŸȲȳẎẏẙỲỳỴỵỶỷỸỹ"),
        ("Z", "ŹźŻżŽžẐẑẒẓẔẕ"),
        ("AE", "Ææ"),
        ("IJ", "Ĳĳ"),
        ("OE", "Œœ"),
        ("SS", "ßẞ"),
        ("TH", "Þþ"),
        ("'", "`´\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032"),
        ("\"", "«»\u201c\u201d\u201e\u2033"),
        ("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"),
        ("...", "\u2026"),
        (" ", "\u00a0\u2002\u2003\u2009\u202f"),
        ("NO.", "#\u2116"), // Apartment numbers; the extended set has the sign itself.
        ("", "\u00ad\u200b\u200c\u200d\u2060\ufeff"), // Soft hyphens and characters without width.
    ];

    private static readonly FrozenDictionary<char, string> ByOriginal =
        Table.SelectMany(row => row.Originals.Select(original => KeyValuePair.Create(original, row.Ascii))).ToFrozenDictionary();

    /// <returns>The ASCII text to write in its place; null when there is none.</returns>
    public static string? Of(char original) =>
        ByOriginal.TryGetValue(original, out var ascii) ? ascii
        : original is >= '\u0300' and <= '\u036f' ? "" // A combining mark: the letter before it stays.
        : null;
}
