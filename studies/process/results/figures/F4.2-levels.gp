# F4.2 Strict accuracy on problems whose answer is not the leaf's value
# Draws F4.2-levels.svg from F4.2-levels.tsv: gnuplot F4.2-levels.gp
reset
if (!exists("output")) output = 'F4.2-levels.svg'
data = 'F4.2-levels.tsv'
set encoding utf8
set terminal svg size 960,445 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F4_2_levels'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Strict accuracy on problems whose answer is not the leaf''s value' at screen 0.01458, screen 0.95056 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.15531, screen 0.15281 to screen 0.15531, screen 0.11685 nohead front lw 1.5 lc rgb '#333333'
set label '' at screen 0.15531, screen 0.13483 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'base' at screen 0.18031, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.30402, screen 0.15281 to screen 0.30402, screen 0.11685 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.30402, screen 0.13483 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'out_near' at screen 0.32902, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.45273, screen 0.15281 to screen 0.45273, screen 0.11685 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.45273, screen 0.13483 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'mix_near' at screen 0.47773, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.60144, screen 0.15281 to screen 0.60144, screen 0.11685 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.60144, screen 0.13483 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'strict_near' at screen 0.62644, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.75015, screen 0.15281 to screen 0.75015, screen 0.11685 nohead front lw 1.5 lc rgb '#CC79A7'
set label '' at screen 0.75015, screen 0.13483 point pt 11 ps 0.8 lc rgb '#CC79A7' front
set label 'out_near_30' at screen 0.77515, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.15531, screen 0.10562 to screen 0.15531, screen 0.06966 nohead front lw 1.5 lc rgb '#E69F00'
set label '' at screen 0.15531, screen 0.08764 point pt 13 ps 0.8 lc rgb '#E69F00' front
set label 'out_near_90' at screen 0.18031, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.30402, screen 0.10562 to screen 0.30402, screen 0.06966 nohead front lw 1.5 lc rgb '#56B4E9'
set label '' at screen 0.30402, screen 0.08764 point pt 6 ps 0.8 lc rgb '#56B4E9' front
set label 'out_far' at screen 0.32902, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.45273, screen 0.10562 to screen 0.45273, screen 0.06966 nohead front lw 1.5 lc rgb '#882255'
set label '' at screen 0.45273, screen 0.08764 point pt 4 ps 0.8 lc rgb '#882255' front
set label 'mix_far' at screen 0.47773, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.60144, screen 0.10562 to screen 0.60144, screen 0.06966 nohead front lw 1.5 lc rgb '#999933'
set label '' at screen 0.60144, screen 0.08764 point pt 8 ps 0.8 lc rgb '#999933' front
set label 'strict_near_30' at screen 0.62644, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.75015, screen 0.10562 to screen 0.75015, screen 0.06966 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.75015, screen 0.08764 point pt 5 ps 0.8 lc rgb '#0072B2' front
set label 'exact' at screen 0.77515, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.15531, screen 0.05843 to screen 0.15531, screen 0.02247 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.15531, screen 0.04045 point pt 9 ps 0.8 lc rgb '#D55E00' front
set label 'flip' at screen 0.18031, screen 0.04045 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.30402, screen 0.05843 to screen 0.30402, screen 0.02247 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.30402, screen 0.04045 point pt 11 ps 0.8 lc rgb '#009E73' front
set label 'blind' at screen 0.32902, screen 0.04045 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.45273, screen 0.05843 to screen 0.45273, screen 0.02247 nohead front lw 1.5 lc rgb '#CC79A7'
set label '' at screen 0.45273, screen 0.04045 point pt 13 ps 0.8 lc rgb '#CC79A7' front
set label 'strictop' at screen 0.47773, screen 0.04045 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: near_incongruent
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.84944; set bmargin at screen 0.37492
unset logscale x; set xrange [0.5:13.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('base' 1.0, 'out_near' 2.0, 'mix_near' 3.0, 'strict_near' 4.0, 'out_near_30' 5.0, 'out_near_90' 6.0, 'out_far' 7.0, 'mix_far' 8.0, 'strict_near_30' 9.0, 'exact' 10.0, 'flip' 11.0, 'blind' 12.0, 'strictop' 13.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'near_incongruent' at screen 0.06200, screen 0.87640 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.27267, screen 0.20899 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@1' at screen 0.01875, screen 0.61218 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::0 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::1::1 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::2::2 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::3::3 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::4::4 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::5::5 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::6::6 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::7::7 using 4:5:6:7 with yerrorbars pt 4 ps 0.8 lw 1.5 lc rgb '#882255' notitle, \
     data skip 1 every ::8::8 using 4:5:6:7 with yerrorbars pt 8 ps 0.8 lw 1.5 lc rgb '#999933' notitle, \
     data skip 1 every ::9::9 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::10::10 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::11::11 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::12::12 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::0::0 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1::1 using 4:5:(sprintf('out_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2::2 using 4:5:(sprintf('mix_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::3::3 using 4:5:(sprintf('strict_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::4::4 using 4:5:(sprintf('out_near_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::5::5 using 4:5:(sprintf('out_near_90: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::6::6 using 4:5:(sprintf('out_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::7::7 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::8::8 using 4:5:(sprintf('strict_near_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::9::9 using 4:5:(sprintf('exact: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::10::10 using 4:5:(sprintf('flip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::11::11 using 4:5:(sprintf('blind: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::12::12 using 4:5:(sprintf('strictop: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: far_incongruent
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.84944; set bmargin at screen 0.37492
unset logscale x; set xrange [0.5:13.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('base' 1.0, 'out_near' 2.0, 'mix_near' 3.0, 'strict_near' 4.0, 'out_near_30' 5.0, 'out_near_90' 6.0, 'out_far' 7.0, 'mix_far' 8.0, 'strict_near_30' 9.0, 'exact' 10.0, 'flip' 11.0, 'blind' 12.0, 'strictop' 13.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'far_incongruent' at screen 0.54325, screen 0.87640 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.76329, screen 0.20899 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::13::13 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::14::14 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::15::15 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::16::16 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::17::17 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::18::18 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::19::19 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::20::20 using 4:5:6:7 with yerrorbars pt 4 ps 0.8 lw 1.5 lc rgb '#882255' notitle, \
     data skip 1 every ::21::21 using 4:5:6:7 with yerrorbars pt 8 ps 0.8 lw 1.5 lc rgb '#999933' notitle, \
     data skip 1 every ::22::22 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::23::23 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::24::24 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::25::25 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::13::13 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::14::14 using 4:5:(sprintf('out_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::15::15 using 4:5:(sprintf('mix_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::16::16 using 4:5:(sprintf('strict_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::17::17 using 4:5:(sprintf('out_near_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::18::18 using 4:5:(sprintf('out_near_90: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::19::19 using 4:5:(sprintf('out_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::20::20 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::21::21 using 4:5:(sprintf('strict_near_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::22::22 using 4:5:(sprintf('exact: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::23::23 using 4:5:(sprintf('flip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::24::24 using 4:5:(sprintf('blind: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::25::25 using 4:5:(sprintf('strictop: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
