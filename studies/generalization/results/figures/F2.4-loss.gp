# F2.4 Loss while training
# Draws F2.4-loss.svg from F2.4-loss.tsv: gnuplot F2.4-loss.gp
reset
if (!exists("output")) output = 'F2.4-loss.svg'
data = 'F2.4-loss.tsv'
set encoding utf8
set terminal svg size 460,445 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F2_4_loss'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Loss while training' at screen 0.03043, screen 0.95056 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.07852, screen 0.12135 to screen 0.14809, screen 0.14831 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.07852, screen 0.13483 to screen 0.14809, screen 0.13483 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.11330, screen 0.13483 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'sft' at screen 0.16548, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.37400, screen 0.12135 to screen 0.44357, screen 0.14831 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.37400, screen 0.13483 to screen 0.44357, screen 0.13483 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.40878, screen 0.13483 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'sft_slow' at screen 0.46096, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.66948, screen 0.12135 to screen 0.73904, screen 0.14831 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.66948, screen 0.13483 to screen 0.73904, screen 0.13483 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.70426, screen 0.13483 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'sft_div' at screen 0.75643, screen 0.13483 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.07852, screen 0.07416 to screen 0.14809, screen 0.10112 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.07852, screen 0.08764 to screen 0.14809, screen 0.08764 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.11330, screen 0.08764 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'sft_div_fixed' at screen 0.16548, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.37400, screen 0.07416 to screen 0.44357, screen 0.10112 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.37400, screen 0.08764 to screen 0.44357, screen 0.08764 nohead front lw 2 lc rgb '#0072B2' dt (9,3)
set label '' at screen 0.40878, screen 0.08764 point pt 5 ps 0.6 lc rgb '#0072B2' front
set label 'sft_8' at screen 0.46096, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.66948, screen 0.07416 to screen 0.73904, screen 0.10112 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.66948, screen 0.08764 to screen 0.73904, screen 0.08764 nohead front lw 2 lc rgb '#009E73' dt (9,3)
set label '' at screen 0.70426, screen 0.08764 point pt 11 ps 0.6 lc rgb '#009E73' front
set label 'sft_512' at screen 0.75643, screen 0.08764 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.07852, screen 0.02697 to screen 0.14809, screen 0.05393 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.07852, screen 0.04045 to screen 0.14809, screen 0.04045 nohead front lw 2 lc rgb '#E69F00' dt (9,3)
set label '' at screen 0.11330, screen 0.04045 point pt 6 ps 0.6 lc rgb '#E69F00' front
set label 'sft_fresh' at screen 0.16548, screen 0.04045 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: 
set lmargin at screen 0.14426; set rmargin at screen 0.96522
set tmargin at screen 0.88989; set bmargin at screen 0.28315
unset logscale x; set xrange [0.0:798.925]
unset logscale y; set yrange [-0.016830174057102923:0.0938467007345343]
set xtics norotate offset 0,0.35 ('0' -0.0, '200' 200.0, '400' 400.0, '600' 600.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.02' 0.02, '0.04' 0.04, '0.06' 0.06, '0.08' 0.08) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'step' at screen 0.55474, screen 0.20899 center font 'sans-serif,13' tc rgb '#222222' front
set label 'cross-entropy (nats a token)' at screen 0.03913, screen 0.58652 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::29 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::30::59 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::60::89 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::90::119 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::120::149 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::150::179 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::180::209 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::0::29 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::30::59 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::60::89 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::90::119 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::120::149 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::150::179 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::180::209 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::0::29 using 4:5:(sprintf('sft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::30::59 using 4:5:(sprintf('sft_slow: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::60::89 using 4:5:(sprintf('sft_div: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::90::119 using 4:5:(sprintf('sft_div_fixed: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::120::149 using 4:5:(sprintf('sft_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::150::179 using 4:5:(sprintf('sft_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::180::209 using 4:5:(sprintf('sft_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
